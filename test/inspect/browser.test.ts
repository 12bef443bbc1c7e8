import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspect } from "../../src/index.ts";
import { browserPath, launch, open } from "./browser.ts";

const isCi = process.env["CI"] === "true";
const isMissing = browserPath === undefined && !isCi;
if (isMissing) console.warn("No chromium on this machine: the pages of the inspector are not opened.");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Names and comments that would like to be markup. */
const hostile = `// </script><script>alert(1)</script> "quoted" \\ ' & <b>bold</b> --> ]]> \${x}
dim onload, n
param script[onload], ſ, class_
data  x[n, onload], quot[n]
σ_lt(v) = 1 / (1 + exp(-(script' * v + ſ * class_)))
loss = -sum(i in n, quot[i] * log(σ_lt(x[i])) + (1 - quot[i]) * log(1 - σ_lt(x[i]))) + class_^2
`;

const example = (path: string): string => readFileSync(`examples/${path}.nabla`, "utf8");

const sources = {
  "Tam, by sample": example("ed-tam/samples"),
  "Alsup, in a batch": example("alsup/batch"),
  "hostile names": hostile,
};
const names = Object.keys(sources) as (keyof typeof sources)[];

describe.skipIf(isMissing)("the page of a model, in a browser", () => {
  let browser: Browser;
  const pages = new Map<string, string>();

  beforeAll(async () => {
    browser = await launch();
    for (const name of names) {
      const filename = name === "hostile names" ? "<img src=x onerror=alert(1)>.nabla" : "model.nabla";
      const { output, diagnostics } = await inspect(sources[name], { filename, format: "html" });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      pages.set(name, output ?? "");
    }
  });

  afterAll(async () => {
    await browser.close();
  });

  const html = (name: string): string => pages.get(name) ?? "";
  const [tam] = names;

  test.each(names)("%s: it asks for nothing and says nothing", async (name) => {
    const { page, requests, messages } = await open(browser, html(name));
    expect(requests).toEqual([]);
    expect(messages).toEqual([]);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("img, b").count()).toBe(0);
    await page.context().close();
  });

  test.each(names.flatMap((name) => (["light", "dark"] as const).map((scheme) => ({ name, scheme }))))(
    "$name, $scheme: no rule of accessibility is broken",
    async ({ name, scheme }) => {
      const { page } = await open(browser, html(name).replace(/<meta http-equiv[^>]*>/, ""), { scheme });
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(`axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
      expect(found).toEqual([]);
      await page.context().close();
    },
  );

  test.each(names)("%s: it is as wide as a telephone", async (name) => {
    const { page } = await open(browser, html(name), { width: 400 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(400);
    await page.context().close();
  });

  const chosen = ".step:has(:checked) .number";

  test("the stepper goes on and back by mouse", async () => {
    const { page } = await open(browser, html(tam!));
    expect(await page.locator(chosen).textContent()).toBe("Step 1");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    expect(await page.locator(chosen).textContent()).toBe("Step 3");
    expect(await page.locator("output").textContent()).toMatch(/^Step 3 of \d+$/);
    await page.getByRole("button", { name: "Back" }).click();
    expect(await page.locator(chosen).textContent()).toBe("Step 2");
    await page.locator(".step input").nth(20).click();
    expect(await page.locator(chosen).textContent()).toBe("Step 21");
    expect(await page.locator(".step:has(:checked) .rule").isVisible()).toBe(true);
    await page.context().close();
  });

  test.each([true, false])("the stepper goes on and back by keyboard (script: %s)", async (script) => {
    const { page } = await open(browser, html(tam!), { script });
    await page.locator(".step input").first().focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    expect(await page.locator(chosen).textContent()).toBe("Step 3");
    expect(await page.locator(".step:has(:checked) .rule").isVisible()).toBe(true);
    await page.context().close();
  });

  test.each([true, false])("a formula and its loops light up together (script: %s)", async (script) => {
    const { page } = await open(browser, html(tam!), { script });
    const glow = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector("${selector}")).getPropertyValue("--lit")`);
    const link = (await page.locator(".equation.gradient").first().getAttribute("class"))?.split(" ").at(-1) ?? "";
    expect(await glow(`.place.${link}`)).toBe("");
    await page.locator(`.equation.${link}`).hover();
    expect(await glow(`.place.${link}`)).not.toBe("");
    await page.mouse.move(0, 0);
    expect(await glow(`.place.${link}`)).toBe("");
    await page.locator(`.equation.${link} a`).focus();
    expect(await glow(`.place.${link}`)).not.toBe("");
    await page.locator(`.place.${link} a`).first().focus();
    expect(await glow(`.equation.${link}`)).not.toBe("");
    await page.context().close();
  });
});
