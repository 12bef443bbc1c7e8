import type { Index, Read, Scalar } from "../equations/scalar.ts";
import { call, component, partial, sample } from "./build.ts";
import type { Formula } from "./formula.ts";
import { hidden, NoArrayForm, type Page, scalarFrame } from "./page.ts";

/** An array as it is read, and the indices down its rows and along its columns as it lies. */
interface Lying {
  readonly formula: Formula;
  readonly indices: readonly Index[];
}

/** W₁, with what indices there are to show. */
export function lyingOf({ tensor, indices }: Read, page: Page): Lying {
  const axes = page.axesOf(tensor);
  const order = page.orderOf(tensor);
  const at = (positions: readonly number[]): readonly Scalar[] => positions.map((position) => indices[position]!);
  const shown = (scalars: readonly Scalar[]): readonly Formula[] =>
    scalars.map((index) => page.term(index, scalarFrame, page));
  const symbol = page.symbol(tensor);
  const element = page.element(tensor);
  if (element) return { formula: element(shown(indices)), indices: [] };
  if (page.components) return { formula: placed(component, symbol, shown(at(order)), page), indices: [] };
  const isSample = (position: number): boolean => page.isExplicit(axes[position]!);
  const of = placed(sample, symbol, shown(at(order.filter(isSample))), page);
  const rest = at(order.filter((position) => !isSample(position)));
  if (rest.every((index) => hidden(index, page).length === 0)) {
    return { formula: placed(component, of, shown(rest), page), indices: [] };
  }
  const [first, second, ...more] = rest;
  if (first?.kind !== "index" || more.length > 0) throw new NoArrayForm();
  if (second === undefined) return { formula: of, indices: [first] };
  if (second.kind !== "index") throw new NoArrayForm();
  return first === second
    ? { formula: call("diag", [of]), indices: [first] }
    : { formula: of, indices: [first, second] };
}

/** ∂loss/∂W₁[i,j]: the indices of a derivative stand at what it is by, and those of a sample at what depends on it. */
function placed(place: typeof component, of: Formula, indices: readonly Formula[], page: Page): Formula {
  if (of.kind !== "partial") return place(of, indices);
  const ofSample = place === sample && isSampled(of.of, page);
  const atBy = !ofSample || isSampled(of.by, page);
  return partial(ofSample ? place(of.of, indices) : of.of, atBy ? placed(place, of.by, indices, page) : of.by);
}

const isSampled = (formula: Formula, page: Page): boolean =>
  formula.kind === "symbol" && formula.of !== undefined && page.axesOf(formula.of).some((dim) => page.isExplicit(dim));
