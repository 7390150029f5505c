import { defineConfig } from "@playwright/test";

const chromium = process.env.CONVSCOPE_CHROMIUM;
if (!chromium) throw new Error("CONVSCOPE_CHROMIUM must name a Chromium; `cargo xtask test` finds or installs one");

const port = process.env.PORT ?? "4878";

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/hosts/results",
  reporter: [["list"]],
  fullyParallel: false,
  workers: 1,
  // A host's own build is part of its test.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}/site/`,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    trace: "off",
    launchOptions: {
      executablePath: chromium,
      args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"],
    },
  },
  webServer: {
    command: "node tests/browser/serve.mjs",
    cwd: "../..",
    env: { PORT: port },
    url: `http://127.0.0.1:${port}/site/`,
    reuseExistingServer: false,
  },
});
