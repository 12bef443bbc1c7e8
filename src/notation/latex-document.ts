import { alignedLines, widthOf, type AlignedLine } from "./latex-lines.ts";
import { latexProse } from "./latex-name.ts";

/** Lines that stand together in a document, under a title. */
export interface Passage {
  readonly title?: string;
  readonly lines: readonly AlignedLine[];
}

/** How many letters a line has in a page that stands upright, and in one that lies. */
const [upright, lying] = [84, 130];

/**
 * A document that compiles as it is; the page lies where a line would be too wide for it upright. pdfLaTeX sets names
 * in Latin and Greek; other letters need XeLaTeX or LuaLaTeX.
 */
export function latexDocument(title: string, passages: readonly Passage[]): string {
  const widest = Math.max(0, ...passages.flatMap(({ lines }) => lines.map(lineWidth)));
  const isLying = widest > upright;
  const width = isLying ? lying : upright;
  const blocks = passages.flatMap(({ title: heading, lines }) => [
    "",
    ...(heading === undefined ? [] : [`\\section*{${latexProse(heading)}}`]),
    ...(lines.length === 0 ? [] : [alignedLines(lines, width)]),
  ]);
  return [
    "\\documentclass{article}",
    `\\usepackage[a4paper,${isLying ? "landscape," : ""}margin=2cm]{geometry}`,
    "\\usepackage{amsmath,amssymb,xcolor}",
    "\\allowdisplaybreaks",
    "\\setlength{\\jot}{2ex}",
    "\\begin{document}",
    `\\section*{${latexProse(title)}}`,
    ...blocks,
    "",
    "\\end{document}",
    "",
  ].join("\n");
}

const lineWidth = ({ left, right, note }: AlignedLine): number =>
  (left === undefined ? 0 : widthOf(left)) + widthOf(right) + (note?.length ?? 0);
