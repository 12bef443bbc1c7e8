import { mathml } from "../notation/mathml.ts";
import { relation } from "../notation/build.ts";
import type { Formula } from "../notation/formula.ts";
import { escaped, tag } from "./html/markup.ts";
import { rangesText } from "./lines-text.ts";
import type { Answer, Report, ReportDerivation, ReportLine } from "./report.ts";

/**
 * A report as a fragment of a page, to be put into another: a section with a heading for each part, and a list of
 * formulas in MathML Core. It is well formed as XML, too.
 */
export function reportMathml({ file, answers }: Report): string {
  const parts = answers.flatMap((answer) => answerParts(answer, answers.length > 1));
  return `${tag("article", { class: "nablac" }, "\n", heading(1, file), ...parts, "\n")}\n`;
}

const heading = (level: number, title: string): string => `${tag(`h${level}`, {}, escaped(title))}\n`;

const answerParts = ({ title, sections, derivation }: Answer, several: boolean): string[] => [
  ...(several ? [heading(2, title)] : []),
  ...sections.map((section) => list(section.title, section.lines.map(lineItem))),
  ...(derivation ? stepLists(derivation) : []),
];

const list = (title: string, items: readonly string[]): string =>
  tag("section", {}, "\n", heading(3, title), tag("ol", {}, "\n", ...items.map((item) => `${item}\n`)), "\n") + "\n";

const lineItem = ({ left, right, ranges }: ReportLine): string =>
  tag("li", {}, equation(left, right), aside(rangesText(ranges)));

const stepLists = ({ groups }: ReportDerivation): string[] =>
  groups.map(({ title, steps }) =>
    list(
      title,
      steps.map(({ number, left, right, ranges, rule }) =>
        tag(
          "li",
          { value: number },
          left ? equation(left, right) : continued(right),
          aside([rangesText(ranges), rule.name, rule.identity].filter((part) => part !== "").join("; ")),
        ),
      ),
    ),
  );

const equation = (left: Formula, right: Formula): string => mathml(relation(left, "equal", right));

const continued = (right: Formula): string => mathml(right).replace(/^(<math[^>]*>)/, '$1<mo form="infix">=</mo>');

const aside = (text: string): string => (text === "" ? "" : tag("small", {}, escaped(text)));
