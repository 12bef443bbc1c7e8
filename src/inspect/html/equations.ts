import { mathml } from "../../notation/mathml.ts";
import { text } from "../../notation/text.ts";
import type { ReportLine, Section } from "../report.ts";
import type { LinkOf } from "./links.ts";
import { escaped, tag } from "./markup.ts";

/** What the rows of a page lead to. */
export interface Linking {
  readonly linkOf: LinkOf;
  /** The number of the answer, which makes its anchors different from those of the others. */
  readonly answer: number;
  /** The links of the equations that some stretch of the code computes. */
  readonly anchors: ReadonlySet<string>;
}

/** The equations of a section, a row each; a row leads to the loops that compute it. */
export const sectionHtml = ({ title, lines }: Section, linking: Linking): string =>
  tag(
    "section",
    {},
    tag("h3", {}, escaped(title)),
    tag("ul", { class: "equations" }, ...lines.map((line) => row(line, linking))),
  );

function row(line: ReportLine, { linkOf, answer, anchors }: Linking): string {
  const link = linkOf(line.equation) ?? "";
  const left = mathml(line.left, "inline");
  const where = tag("span", { class: "hidden" }, " to its loops");
  const symbol = anchors.has(link) ? tag("a", { href: `#code-${link}` }, left, where) : left;
  return tag(
    "li",
    { class: `equation ${line.role} ${link}`, id: `${link}-${answer}` },
    tag("span", { class: "left" }, symbol),
    tag("span", { class: "right" }, equals, mathml(line.right, "inline")),
    ranges(line.ranges),
  );
}

export const equals = '<math><mo rspace="0.28em" lspace="0.28em">=</mo></math>';

/** `i ∈ n` */
export const ranges = (all: ReportLine["ranges"]): string =>
  all.length === 0
    ? ""
    : tag("span", { class: "ranges" }, escaped(all.map(({ index, dim }) => `${text(index)} ∈ ${dim}`).join(", ")));
