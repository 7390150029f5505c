import { defineConfig } from "@playwright/test";

const chromium = process.env.CONVSCOPE_CHROMIUM;
if (!chromium) throw new Error("CONVSCOPE_CHROMIUM must name a Chromium; `cargo xtask test` finds or installs one");

const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Another port lets two checkouts be tested on one machine. */
const port = process.env.PORT ?? "4877";
const site = `http://127.0.0.1:${port}/site/`;

/** SwiftShader: a real WebGPU implementation that needs no graphics card. */
const software = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/browser/results",
  reporter: [["list"]],
  fullyParallel: false,
  // Two browsers at once would starve the software GPU on a two-core machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: site,
    viewport: { width: 1280, height: 900 },
    locale: "ko-KR",
    // A trace asks the page for its blobs, which the page's own policy forbids: it would change what is tested.
    trace: "off",
    // Keeping the whole site for later would slow every test; offline.spec.ts allows it.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "cpu", use: { launchOptions: { executablePath: chromium, args: quiet } }, testIgnore: /\.gpu\.spec/ },
    {
      name: "gpu",
      use: { launchOptions: { executablePath: chromium, args: [...quiet, ...software] } },
      testMatch: /\.gpu\.spec/,
    },
  ],
  webServer: {
    command: "node tests/browser/serve.mjs",
    cwd: "../..",
    env: { PORT: port },
    url: site,
    reuseExistingServer: false,
  },
});
