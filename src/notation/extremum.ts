import type { Index, Reduce } from "../equations/scalar.ts";
import { big, call } from "./build.ts";
import { transposes } from "./compose.ts";
import type { Formula } from "./formula.ts";
import { columnFrame, type Frame, hidden, NoArrayForm, type Page } from "./page.ts";

/** A reduction other than a sum: with its sign over indices that are seen, and else as a function of the array. */
export function writeExtremum(reduction: Reduce, frame: Frame, page: Page): Formula {
  const { operator, indices, body } = reduction;
  if (operator === "sum") throw new Error("internal: a sum is no extremum");
  const unseen = indices.filter(({ dim }) => !page.isExplicit(dim));
  if (unseen.length === 0) {
    const inside = { ...page, letters: page.letters.with(indices) };
    const letters = indices.map((index) => inside.letters.of(index));
    const sign = operator === "prod" ? "product" : operator;
    const over = indices.map(({ dim }) => dim.name);
    return { ...big(sign, letters, page.term(body, frame, inside)), over };
  }
  const [index, more] = unseen;
  const kept = hidden(reduction, page);
  if (index === undefined || unseen.length < indices.length || kept.length + unseen.length > 2) throw new NoArrayForm();
  if (more) return call(operator, [page.write(body, { row: index, column: more }, page)]);
  const [over] = kept;
  return over === undefined
    ? call(operator, [page.write(body, columnFrame(index), page)])
    : ofEach(operator, over, index, { reduction, page });
}

/** A column with the function of each row, or of each column, whichever needs fewer transposes. */
function ofEach(
  operator: string,
  over: Index,
  index: Index,
  { reduction: { body }, page }: { readonly reduction: Reduce; readonly page: Page },
): Formula {
  const rows = page.write(body, { row: over, column: index }, page);
  const columns = page.write(body, { row: index, column: over }, page);
  return transposes(columns) < transposes(rows)
    ? call(`${operator}_columns`, [columns])
    : call(`${operator}_rows`, [rows]);
}
