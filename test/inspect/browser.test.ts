import { readFileSync } from "node:fs";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspect } from "../../src/index.ts";
import { browserPath, launch, open } from "./browser.ts";

const isCi = process.env["CI"] === "true";
const isMissing = browserPath === undefined && !isCi;
if (isMissing) process.stderr.write("No chromium on this machine: the pages of the inspector are not opened.\n");

/** Names and comments that would like to be markup. */
const hostile = `// </script><script>alert(1)</script> "quoted" \\ ' & <b>bold</b> --> ]]> \${x}
dim onload, n
param script[onload], ſ, class_
data  x[n, onload], quot[n]
σ_lt(v) = 1 / (1 + exp(-(script' * v + ſ * class_)))
loss = -sum(i in n, quot[i] * log(σ_lt(x[i])) + (1 - quot[i]) * log(1 - σ_lt(x[i]))) + class_^2
`;

const example = (path: string): string => readFileSync(`examples/${path}.nabla`, "utf8");

/** A network of twelve layers. */
const deep = [
  "dim n, m",
  ...Array.from({ length: 12 }, (_, layer) => `param W${layer}[m, m], b${layer}[m]`),
  "data h[m, n], y[m, n]",
  ...Array.from({ length: 12 }, (_, layer) => {
    const below = layer === 0 ? "h" : `h${layer - 1}`;
    return `h${layer} = tanh(W${layer} * ${below} + b${layer} * ones(n)')`;
  }),
  "loss = 1/n * norm2(h11 - y)^2",
].join("\n");

const sources = {
  "Tam, by sample": example("ed-tam/samples"),
  "Alsup, in a batch": example("alsup/batch"),
  "hostile names": hostile,
  "Alsup, in components": example("alsup/components"),
  attention: example("attention/attention"),
  "twelve layers": deep,
};
const all = Object.keys(sources) as (keyof typeof sources)[];
/** The others are long, and ask nothing else of the rules of accessibility. */
const names = all.slice(0, 3);

describe.skipIf(isMissing)("the page of a model, in a browser", () => {
  let browser: Browser;
  const pages = new Map<string, string>();

  beforeAll(async () => {
    browser = await launch();
    for (const name of all) {
      const filename = name === "hostile names" ? "<img src=x onerror=alert(1)>\u202e.nabla" : "model.nabla";
      const { output, diagnostics } = await inspect(sources[name], { filename, format: "html" });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      pages.set(name, output ?? "");
    }
  });

  afterAll(async () => {
    await browser.close();
  });

  /** In the dark, only the contrast is another. */
  const rulesOf = { light: "", dark: '{ runOnly: { type: "rule", values: ["color-contrast"] } }' };
  const html = (name: string): string => pages.get(name) ?? "";
  const [tam] = names;

  test.each(all)("%s: it asks for nothing and says nothing", async (name) => {
    const { page, requests, messages } = await open(browser, html(name));
    expect(requests).toEqual([]);
    expect(messages).toEqual([]);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("img, b").count()).toBe(0);
    await page.context().close();
  });

  // The colours of the dark are the same on every page.
  const lit = [
    ...names.map((name) => ({ name, scheme: "light" as const })),
    { name: names[2]!, scheme: "dark" as const },
  ];

  test.each(lit)(
    "$name, $scheme: no rule of accessibility is broken",
    async ({ name, scheme }) => {
      const { page } = await open(browser, html(name).replace(/<meta http-equiv[^>]*>/, ""), { scheme });
      await page.addScriptTag({ content: axe.source });
      const found = await page.evaluate(`axe.run(${rulesOf[scheme]}).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
      expect(found).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  test.each(all)("%s: it is as wide as a telephone, and what is wider can be scrolled by keyboard", async (name) => {
    const { page } = await open(browser, html(name), { width: 400 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(400);
    const stuck = await page.evaluate(`[...document.querySelectorAll("header *, main *")]
      .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX))
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.tabIndex < 0)
      .map(({ outerHTML }) => outerHTML.slice(0, 120))`);
    expect(stuck).toEqual([]);
    await page.context().close();
  });

  test("a hostile file is shown as it is written, and its name without what turns the text around", async () => {
    const { page } = await open(browser, html("hostile names"));
    expect((await page.locator(".source").textContent())?.trimEnd()).toBe(hostile.trimEnd());
    expect(await page.locator("h1").textContent()).toContain("‹U+202E›");
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

  test("the buttons end at the ends, and keep the focus", async () => {
    const { page } = await open(browser, html(tam!));
    const last = await page.locator(".step").count();
    await page.getByRole("button", { name: "Back" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(chosen).textContent()).toBe("Step 1");
    await page.locator(".step label").last().click();
    const next = page.getByRole("button", { name: "Next" });
    expect(await next.getAttribute("aria-disabled")).toBe("true");
    await next.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(chosen).textContent()).toBe(`Step ${last}`);
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator(chosen).textContent()).toBe(`Step ${last - 1}`);
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Next →");
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
