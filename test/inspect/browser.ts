import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** Where Debian and others put the browser. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const browserPath: string | undefined = places.find((path) => existsSync(path));

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(browserPath !== undefined && { executablePath: browserPath }), args: quiet });

export interface Opened {
  readonly page: Page;
  /** What the page asked for, and what it said on the console. */
  readonly requests: readonly string[];
  readonly messages: readonly string[];
}

interface Circumstances {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  readonly script?: boolean;
}

/** A page shown in a window of its own. */
export async function open(
  browser: Browser,
  html: string,
  { width = 1280, scheme = "light", script = true }: Circumstances = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.setContent(html, { waitUntil: "load" });
  return { page, requests, messages };
}
