import { factorPlace, needsBrackets, type Place } from "./brackets.ts";
import type { Formula, ProductFormula, SumFormula } from "./formula.ts";
import { bigSign, isTall, latex, latexAt, latexChanged, productSign, termSign } from "./latex.ts";
import { latexProse } from "./latex-name.ts";
import { text } from "./text.ts";

/** A line of a block: `left = right`, or `= right` where it continues the one before; a note stands at the side. */
export interface AlignedLine {
  readonly left?: Formula;
  readonly right: Formula;
  /** Prose, `i ∈ n`. */
  readonly note?: string;
}

/** About how wide a formula is, in letters. */
export const widthOf = (formula: Formula): number => text(formula).length;

/** A row of a formula that takes several, about how wide it is, and how far it is indented. */
interface Row {
  readonly tex: string;
  readonly width: number;
  readonly depth: number;
}

/**
 * An `align*` block of lines. A right side that is wider than `width` letters takes several rows: it is broken at its
 * outermost sums and products, inside brackets only where there is no other way.
 */
export function alignedLines(lines: readonly AlignedLine[], width = 80): string {
  const rows = lines.flatMap(({ left, right, note }) => {
    const start = left === undefined ? "" : `${latex(left)} `;
    const aside = note === undefined ? "" : ` && \\text{${latexProse(note)}}`;
    const room = width - (left === undefined ? 0 : widthOf(left)) - (note?.length ?? 0);
    return broken("whole", right, Math.max(room, 20)).map(({ tex, depth }, position) =>
      position === 0 ? `${start}&= ${tex}${aside}` : `&${"\\quad ".repeat(depth)}{}${tex}`,
    );
  });
  return ["\\begin{align*}", rows.map((row) => `  ${row}`).join(" \\\\\n"), "\\end{align*}"].join("\n");
}

/** The formula in its place in rows of `room` letters; what cannot be broken stays too wide. */
function broken(place: Place, formula: Formula, room: number): Row[] {
  const rows = widthOf(formula) <= room ? [] : opened(formula, room);
  if (rows.length < 2) return [{ tex: latexAt(place, formula), width: widthOf(formula), depth: 0 }];
  return needsBrackets(place, formula) ? embraced(rows) : rows;
}

/** The formula broken at its outermost operators, where it has such. */
function opened(formula: Formula, room: number): Row[] {
  if (formula.kind === "sum") return filled(termsOf(formula, room), room);
  if (formula.kind === "product") return filled(factorsOf(formula, room), room);
  if (formula.kind === "mark") return opened(formula.of, room).map((row) => ({ ...row, tex: latexChanged(row.tex) }));
  if (formula.kind !== "big") return [];
  return prefixed(`${bigSign(formula)} `, broken("body", formula.body, room));
}

/** A part that rows are filled with, and the operator before it, in a row and where a row begins with it. */
interface Part {
  readonly sign: string;
  readonly leading: string;
  readonly rows: readonly Row[];
}

const termsOf = ({ terms }: SumFormula, room: number): Part[] =>
  terms.map(({ minus, of }, position) => {
    const sign = termSign(minus, position);
    return { sign, leading: sign.trimStart(), rows: broken("term", of, room) };
  });

function factorsOf(product: ProductFormula, room: number): Part[] {
  return product.factors.map((factor, position) => {
    const rows = broken(factorPlace(product, position), factor, room);
    const sign = position === 0 ? "" : productSign(product, position, rows[0]?.tex ?? "");
    return { sign, leading: sign.replace("\\,", "\\cdot").trimStart(), rows };
  });
}

/** As many parts in a row as there is room for; after a part that takes several rows begins a new one. */
function filled(parts: readonly Part[], room: number): Row[] {
  const rows: Row[] = [];
  let isOpen = false;
  for (const { sign, leading, rows: own } of parts) {
    const last = rows.at(-1);
    const [first, ...rest] = own;
    if (first !== undefined && last !== undefined && isOpen && last.width + first.width + 3 <= room) {
      const joined = { tex: last.tex + sign + first.tex, width: last.width + first.width + 3, depth: last.depth };
      rows.splice(-1, 1, joined, ...rest.map((row) => ({ ...row, depth: row.depth + last.depth })));
    } else {
      const depth = rows.length === 0 ? 0 : 1;
      rows.push(...prefixed(leading, own).map((row) => ({ ...row, depth: row.depth + depth })));
    }
    isOpen = rest.length === 0;
  }
  return rows;
}

const prefixed = (prefix: string, [first, ...others]: readonly Row[]): Row[] =>
  first === undefined ? [] : [{ ...first, tex: prefix + first.tex }, ...others];

/** In brackets that open in one row and close in another, and so cannot grow by themselves. */
function embraced(rows: readonly Row[]): Row[] {
  const size = rows.some(({ tex }) => isTall(tex)) ? "\\Big" : "\\big";
  return prefixed(`${size}l( `, rows).map(({ tex, width, depth }, position) => ({
    tex: position === rows.length - 1 ? `${tex} ${size}r)` : tex,
    width: width + 1,
    depth: depth + (position === 0 ? 0 : 1),
  }));
}
