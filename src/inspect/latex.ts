import type { AlignedLine } from "../notation/latex-lines.ts";
import { latexDocument, type Passage } from "../notation/latex-document.ts";
import type { Answer, Report, ReportDerivation, ReportLine } from "./report.ts";
import { rangesText } from "./lines-text.ts";

/** A report as a document that compiles as it is: an `align*` block for each section, and for each group of steps. */
export const reportLatex = ({ file, answers }: Report): string =>
  latexDocument(
    file,
    answers.flatMap((answer) => passages(answer, answers.length > 1)),
  );

function passages({ title, sections, derivation }: Answer, several: boolean): Passage[] {
  return [
    ...(several ? [{ title, lines: [] }] : []),
    ...sections.map((section) => ({ title: section.title, lines: section.lines.map(aligned) })),
    ...(derivation ? derivationPassages(derivation) : []),
  ];
}

const aligned = ({ left, right, ranges }: ReportLine): AlignedLine => ({
  left,
  right,
  ...(ranges.length > 0 && { note: rangesText(ranges) }),
});

const derivationPassages = ({ groups }: ReportDerivation): Passage[] =>
  groups.map(({ title, steps }) => ({
    title,
    lines: steps.map(({ number, left, right, ranges, rule }) => {
      const note = [`(${number})`, rangesText(ranges), rule.identity || rule.name]
        .filter((part) => part !== "")
        .join("  ");
      return { ...(left && { left }), right, note };
    }),
  }));
