import type { Repeatable } from "../notation/fold.ts";
import type { Formula } from "../notation/formula.ts";
import { text } from "../notation/text.ts";
import { flowed, type Page, widthOf } from "./layout.ts";
import { beside, equationText, folded, rangesText, type Setting, withAsides } from "./lines-text.ts";
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
  const settings = folded(steps, foldable).map(({ item, formulas, repeated }) => {
    const [right = item.right, ownLeft] = [...formulas].reverse();
    if (ownLeft) left = text(ownLeft);
    const because = reason(item);
    // What was said of the step before need not be said again.
    const aside = beside(repeated, rangesText(item.ranges), because === told ? "″" : because);
    told = because;
    return stepText({ number: item.number, left, isNew: ownLeft !== undefined, right }, aside, { digits, page });
  });
  const checked = flowed(`  ${good("✓")} `, quiet(check).split(" "), " ", page);
  return [...withAsides(settings, page), "", ...checked];
}

/** `derivative: σ′ = σ(1 − σ)` */
const reason = ({ rule }: ReportStep): string => [rule.name, rule.identity].filter((part) => part !== "").join(": ");

const foldable = (step: ReportStep): Repeatable => ({
  formulas: step.left ? [step.left, step.right] : [step.right],
  rest: `${rangesText(step.ranges)} ${reason(step)} ${step.left ? "" : "continued"}`,
});

interface StepSetting {
  readonly number: number;
  readonly left: string;
  /** Whether the left side is shown; a step that continues the one before has its equals sign below. */
  readonly isNew: boolean;
  readonly right: Formula;
}

function stepText(
  { number, left, isNew, right }: StepSetting,
  aside: string,
  { digits, page }: { readonly digits: number; readonly page: Page },
): Setting {
  const { quiet } = page.colors;
  const start = `  ${quiet(String(number).padStart(digits))}  ${isNew ? left : " ".repeat(widthOf(left))} = `;
  return { lines: equationText(start, right, page), aside };
}
