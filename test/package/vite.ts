import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build, createServer, preview, type InlineConfig, type PluginOption } from "vite";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { browserPath, launch } from "../inspect/browser.ts";
import { answer, call, model } from "../plugin/model.ts";

const html = `<!doctype html><pre></pre><script type="module" src="/page.js"></script>\n`;
const page = `
import * as model from "./line.nabla";
function show({ lossAndGradient, workLength }) {
  ${call.replace("console.log(", 'document.querySelector("pre").textContent = (')}
}
show(model);
if (import.meta.hot) import.meta.hot.accept("./line.nabla", (next) => next && show(next));
`;

/** A project of vite that shows a gradient in a page, with the plugin of the package that is installed in it. */
export function describeVite(project: () => string): void {
  describe.skipIf(browserPath === undefined && process.env["CI"] !== "true")("a project of vite", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser.close());

    async function settings(): Promise<InlineConfig & { readonly root: string }> {
      const root = project();
      writeFileSync(join(root, "index.html"), html);
      writeFileSync(join(root, "page.js"), page);
      writeFileSync(join(root, "line.nabla"), model);
      const path = createRequire(join(root, "page.js")).resolve("nablac/vite");
      const { default: nabla } = (await import(pathToFileURL(path).href)) as { default: () => PluginOption };
      return { root, configFile: false, logLevel: "silent", plugins: [nabla()] };
    }

    async function opened(url: string): Promise<Page> {
      const window = await browser.newPage();
      onTestFinished(() => window.close());
      await window.goto(url);
      return window;
    }

    const shows = (window: Page, text: string) =>
      window.waitForFunction(`document.querySelector("pre").textContent === ${JSON.stringify(text)}`);

    test("takes an edit of the model into the page as it runs, and shows an error over it", async () => {
      const server = await createServer({
        ...(await settings()),
        server: { host: "127.0.0.1", port: 0 },
        optimizeDeps: { noDiscovery: true },
      });
      onTestFinished(() => server.close());
      await server.listen();
      const edit = (text: string): void => {
        writeFileSync(join(server.config.root, "line.nabla"), text);
      };
      const window = await opened(server.resolvedUrls!.local[0]!);
      await shows(window, answer);

      await window.evaluate("globalThis.kept = true");
      edit(model.replace("1/n", "2/n"));
      await shows(window, "[5,[-14,-20],[-6]]");
      expect(await window.evaluate("globalThis.kept")).toBe(true);

      edit(model.replace("w' * x[i]", "w * x[i]"));
      const overlay = window.locator("vite-error-overlay");
      await overlay.waitFor({ state: "attached" });
      const shown = await overlay.evaluate((element) => (element as unknown as Host).shadowRoot.textContent);
      expect(shown).toMatch(/error\[E\d+\]/);
      expect(shown).toMatch(/line\.nabla:5:\d+/);
      expect(shown).toContain("> 5 | loss = 1/n * sum(i in n, (w * x[i] + b - y[i])^2)");

      edit(model);
      await shows(window, answer);
      expect(await overlay.count()).toBe(0);
    });

    test("is built for production", async () => {
      const options = { ...(await settings()), build: { outDir: "built" } };
      await build(options);
      const server = await preview({ ...options, preview: { host: "127.0.0.1", port: 0 } });
      onTestFinished(() => server.close());
      await shows(await opened(server.resolvedUrls!.local[0]!), answer);
    });
  });
}

interface Host {
  readonly shadowRoot: { readonly textContent: string };
}
