//! A small static server for the built site, for this machine alone.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail, ensure};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::files::{self, Repository};
use crate::site;
use crate::step::Steps;
use crate::wasm::Mode;

const DEFAULT_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 50;
/// A browser opens about six connections at once.
const THREADS: usize = 8;

/// The service worker of `--dev`: one that kept an earlier build would go on showing it.
const STEP_ASIDE: &str = "\
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(registration.unregister()));
";

/// What follows `serve` on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    port: u16,
    dev: bool,
    build: bool,
}

impl Options {
    pub fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            port: DEFAULT_PORT,
            dev: false,
            build: true,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--dev" => options.dev = true,
                "--no-build" => options.build = false,
                "--port" => {
                    let number = words.next().context("--port needs a number, as in --port 8080")?;
                    options.port = number
                        .parse()
                        .with_context(|| format!("--port {number} is not a number from 0 to 65535"))?;
                }
                _ => bail!("serve knows --dev, --no-build and --port N, not {word}"),
            }
        }
        Ok(options)
    }
}

/// Builds the site unless told not to, serves it, and returns only when the server fails.
pub fn run(repository: &Repository, steps: &mut Steps, options: &Options) -> Result<()> {
    if options.build {
        site::build(repository, steps, if options.dev { Mode::Dev } else { Mode::Release })?;
    }
    let has_page = repository.site.join("index.html").is_file();
    ensure!(
        has_page,
        "{} holds no site: run `cargo xtask build` first",
        repository.site.display()
    );
    let listener = listen(options.port)?;
    let address = listener.local_addr()?;
    let server =
        Arc::new(Server::from_listener(listener, None).map_err(|error| anyhow!("the server did not start: {error}"))?);
    steps.print_summary();
    println!("\nConvscope is at http://{address}/   (Ctrl+C stops it)");
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                server
                    .incoming_requests()
                    .for_each(|request| answer(&repository.site, request, options.dev));
            });
        }
    });
    bail!("the server stopped")
}

/// The port, or the next free one after it.
fn listen(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(PORTS_TRIED);
    (port..=last)
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .with_context(|| format!("no port from {port} to {last} is free: name another with --port"))
}

fn answer(site: &Path, request: Request, dev: bool) {
    let result = match reply(site, &request) {
        Reply::File(path) if dev && path.ends_with("sw.js") => {
            request.respond(with_headers(Response::from_string(STEP_ASIDE), media_type(&path)))
        }
        Reply::File(path) => match File::open(&path) {
            Ok(file) => request.respond(with_headers(Response::from_file(file), media_type(&path))),
            Err(_) => request.respond(sentence(404, "There is no such page.")),
        },
        Reply::MovedTo(address) => {
            let moved = sentence(301, "A folder's address ends with a slash.");
            request.respond(moved.with_header(header("Location", &address)))
        }
        Reply::NotFound => match files::read(&site.join("404.html")) {
            Ok(page) => request
                .respond(with_headers(Response::from_data(page), "text/html; charset=utf-8").with_status_code(404)),
            Err(_) => request.respond(sentence(404, "There is no such page.")),
        },
        Reply::NotAllowed => request.respond(sentence(405, "This server only gives files.")),
    };
    // A reader who has gone away is no fault of the server.
    drop(result);
}

#[derive(Debug, PartialEq, Eq)]
enum Reply {
    File(PathBuf),
    MovedTo(String),
    NotFound,
    NotAllowed,
}

fn reply(site: &Path, request: &Request) -> Reply {
    if matches!(request.method(), Method::Get | Method::Head) {
        find(site, request.url())
    } else {
        Reply::NotAllowed
    }
}

/// The file that an address names, never one outside the site.
fn find(site: &Path, url: &str) -> Reply {
    let (address, query) = url
        .split_once('?')
        .map_or((url, None), |(address, query)| (address, Some(query)));
    let Some(relative) = decode(address.trim_start_matches('/')) else {
        return Reply::NotFound;
    };
    if !Path::new(&relative)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Reply::NotFound;
    }
    let path = site.join(&relative);
    if !path.is_dir() {
        return if path.is_file() {
            Reply::File(path)
        } else {
            Reply::NotFound
        };
    }
    if !address.ends_with('/') {
        // Relative links in the page count from the folder.
        return Reply::MovedTo(format!(
            "/{}/{}",
            address.trim_start_matches('/'),
            query.map(|query| format!("?{query}")).unwrap_or_default()
        ));
    }
    let page = path.join("index.html");
    if page.is_file() {
        Reply::File(page)
    } else {
        Reply::NotFound
    }
}

/// Undoes the %XX of an address.
fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "xml" => "application/xml",
        "txt" | "md" | "rs" | "wgsl" | "py" => "text/plain; charset=utf-8",
        "ipynb" => "application/x-ipynb+json",
        _ => "application/octet-stream",
    }
}

fn with_headers<R: std::io::Read>(response: Response<R>, media_type: &str) -> Response<R> {
    response
        .with_header(header("Content-Type", media_type))
        .with_header(header("Cache-Control", "no-cache"))
        .with_header(header("X-Content-Type-Options", "nosniff"))
        // As GitHub Pages does: an embed in a sandboxed frame has no origin of its own.
        .with_header(header("Access-Control-Allow-Origin", "*"))
}

fn sentence(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    with_headers(Response::from_string(text), "text/plain; charset=utf-8").with_status_code(status)
}

fn header(name: &str, value: &str) -> Header {
    Header {
        field: name.parse().expect("header names are ASCII"),
        value: value.parse().expect("header values are ASCII"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("convscope-serve-{}", std::process::id()));
        files::write(&folder.join("index.html"), b"home").expect("the temporary folder is writable");
        files::write(&folder.join("ko/a b.html"), b"page").expect("the temporary folder is writable");
        folder
    }

    #[test]
    fn an_address_finds_its_file_and_never_leaves_the_site() {
        let site = site();
        assert_eq!(find(&site, "/"), Reply::File(site.join("index.html")));
        assert_eq!(find(&site, "/?a=1"), Reply::File(site.join("index.html")));
        assert_eq!(find(&site, "/ko/a%20b.html"), Reply::File(site.join("ko/a b.html")));
        assert_eq!(find(&site, "/ko?y=1"), Reply::MovedTo("/ko/?y=1".to_owned()));
        for outside in ["/../x", "/%2e%2e/x", "/ko/../../x", "/ko/", "/none", "/%zz", "/%"] {
            assert_eq!(find(&site, outside), Reply::NotFound, "{outside}");
        }
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options = Options::parse(&["--port", "9000", "--no-build"]).expect("these are right");
        assert_eq!(
            options,
            Options {
                port: 9000,
                dev: false,
                build: false
            }
        );
        assert!(Options::parse(&["--port"]).is_err() && Options::parse(&["--prot", "1"]).is_err());
    }
}
