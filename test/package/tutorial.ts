import { readFileSync } from "node:fs";
import { preview } from "vite";
import { blocksOf } from "../examples/documents.ts";
import { launch } from "../inspect/browser.ts";

/** What `docs/tutorial.md` has its readers do: write a file, or run commands. */
export type Step =
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "commands"; readonly lines: readonly string[] };

/** The steps in their order, but for the server, which does not end. */
export function tutorialSteps(): Step[] {
  return blocksOf(readFileSync("docs/tutorial.md", "utf8")).flatMap(({ language, info, body }): Step[] => {
    if (language === "sh") return info[0] === "serve" ? [] : [{ kind: "commands", lines: body.trim().split("\n") }];
    const name = language === "text" ? undefined : info[0];
    return name === undefined ? [] : [{ kind: "file", name, text: body }];
  });
}

/** What a built page says once it says some text. */
export async function shown(root: string, text: string): Promise<string> {
  const server = await preview({
    root,
    configFile: false,
    logLevel: "silent",
    preview: { host: "127.0.0.1", port: 0 },
  });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls!.local[0]!);
    const body = page.locator("body", { hasText: text });
    await body.waitFor();
    return (await body.innerText()).trim();
  } finally {
    await browser.close();
    await server.close();
  }
}

/** What the page of the tutorial says after the last step of its training. */
export const trained = (root: string): Promise<string> => shown(root, "step 1000");
