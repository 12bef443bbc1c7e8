import { text } from "../notation/text.ts";
import { flowed, type Page, widthOf } from "./layout.ts";
import { equationText, rangesText, type Setting, withAsides } from "./lines-text.ts";
import type { ReportDerivation, ReportGroup, ReportStep } from "./report.ts";

/** The steps of a derivation, group by group, and what was found in the end. */
export function derivationText({ groups, conclusion }: ReportDerivation, page: Page): string[][] {
  const { title, good } = page.colors;
  const digits = String(groups.at(-1)?.steps.at(-1)?.number ?? 1).length;
  const all = groups.map((group) => [title(group.title), "", ...groupText(group, digits, page)]);
  return [...all, flowed(`  ${good("✓")} `, conclusion.split(" "), " ", page)];
}

function groupText({ steps, check }: ReportGroup, digits: number, page: Page): string[] {
  const { good, quiet } = page.colors;
  let left = "";
  let told = "";
  const settings = steps.map((step) => {
    if (step.left) left = text(step.left);
    const because = [step.rule.name, step.rule.identity].filter((part) => part !== "").join(": ");
    // What was said of the step before need not be said again.
    const setting = stepText(step, left, because === told ? "″" : because, { digits, page });
    told = because;
    return setting;
  });
  const checked = flowed(`  ${good("✓")} `, quiet(check).split(" "), " ", page);
  return [...withAsides(settings, page), "", ...checked];
}

/** A step that continues the one before has its equals sign below. */
function stepText(
  { number, left, right, ranges }: ReportStep,
  last: string,
  because: string,
  { digits, page }: { readonly digits: number; readonly page: Page },
): Setting {
  const { quiet } = page.colors;
  const start = `  ${quiet(String(number).padStart(digits))}  ${left ? last : " ".repeat(widthOf(last))} = `;
  const aside = [rangesText(ranges), because].filter((part) => part !== "").join("    ");
  return { lines: equationText(start, right, page), aside: quiet(aside) };
}
