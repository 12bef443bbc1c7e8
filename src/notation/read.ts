import type { Index, Read, Scalar } from "../equations/scalar.ts";
import { call, withSign } from "./compose.ts";
import type { Formula } from "./formula.ts";
import { hidden, NoArrayForm, type Page, scalarFrame } from "./page.ts";

/** An array as it is read, and the indices down its rows and along its columns as it lies. */
interface Lying {
  readonly formula: Formula;
  readonly indices: readonly Index[];
}

/** W₁, with what indices there are to show. */
export function lyingOf({ tensor, indices }: Read, page: Page): Lying {
  const places = page.orderOf(tensor).map((position) => ({
    index: indices[position]!,
    dim: page.axesOf(tensor)[position]!,
  }));
  const symbol = page.symbol(tensor);
  if (page.components)
    return {
      formula: component(
        symbol,
        places.map(({ index }) => index),
        page,
      ),
      indices: [],
    };
  const samples = places.filter(({ dim }) => page.isExplicit(dim)).map(({ index }) => index);
  const rest = places.filter(({ dim }) => !page.isExplicit(dim)).map(({ index }) => index);
  const of: Formula = samples.length === 0 ? symbol : { kind: "sample", of: symbol, indices: written(samples, page) };
  const seen = rest.filter((index) => hidden(index, page).length === 0);
  if (seen.length === rest.length) return { formula: component(of, rest, page), indices: [] };
  const [first, second, ...more] = rest.map((index) => {
    if (index.kind !== "index") throw new NoArrayForm();
    return index;
  });
  if (first === undefined || more.length > 0) throw new NoArrayForm();
  if (first === second) return { formula: call("diag", of), indices: [first] };
  return { formula: of, indices: second === undefined ? [first] : [first, second] };
}

const component = (of: Formula, indices: readonly Scalar[], page: Page): Formula =>
  indices.length === 0 ? of : { kind: "component", of, indices: written(indices, page) };

const written = (indices: readonly Scalar[], page: Page): readonly Formula[] =>
  indices.map((index) => withSign(page.term(index, scalarFrame, page)));
