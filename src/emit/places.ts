import type { Program, Statement } from "../program/program.ts";

/** A stretch of the code. */
export interface CodePlace {
  /** Not every one is shown: the code may cut an equation in two, for stability. */
  readonly equation: string;
  /** Lines of the text, from 1, both included: the comment with the formula and the statements below it. */
  readonly from: number;
  readonly to: number;
}

/**
 * Where each equation of the programs is computed in the module that they were emitted as, program by program. The
 * emitter writes the formula of an equation as a comment above its statements, and keeps the order.
 */
export function placesIn(code: string, programs: readonly Program[]): CodePlace[][] {
  const lines = code.split("\n");
  let from = 0;
  return programs.map(({ body }) =>
    sectionsOf(body).flatMap(({ equation, comment }) => {
      const [first = ""] = comment.split("\n");
      const at = lines.findIndex((line, number) => number >= from && line.trim() === `// ${first}`.trim());
      if (at < 0) return [];
      from = at + 1;
      return [{ equation, from: at + 1, to: endOf(lines, at) }];
    }),
  );
}

type Section = Extract<Statement, { readonly kind: "section" }>;

const sectionsOf = (body: readonly Statement[]): Section[] =>
  body.flatMap((statement) => {
    if (statement.kind === "section") return [statement];
    // In straight-line code the values of all equations stand in one loop over the samples.
    return statement.kind === "part" || statement.kind === "loop" ? sectionsOf(statement.body) : [];
  });

/** The last line of the statements below a comment: what comes next is another comment, the end, or the result. */
function endOf(lines: readonly string[], comment: number): number {
  const indent = indentOf(lines[comment] ?? "");
  const isOver = (line: string): boolean =>
    line !== "" && (indentOf(line) < indent || /^(\/\/|return\b)/.test(line.slice(indent)));
  const next = lines.findIndex((line, number) => number > comment && isOver(line));
  let end = next < 0 ? lines.length : next;
  while (lines[end - 1] === "") end--;
  return end;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
