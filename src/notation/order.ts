import type { Term } from "../equations/intern.ts";
import type { Read, Scalar } from "../equations/scalar.ts";
import { everyPart } from "../equations/walk.ts";
import { weighted } from "../equations/ring.ts";
import { isNegative } from "../util/rational.ts";
import type { Page } from "./page.ts";

/** The order in which people write what a canonical form has in the order of its own. */

/** Sorted by rank, and otherwise as it was. */
export function byRank<T>(items: readonly T[], rank: (item: T) => number): T[] {
  const ranked = items.map((item) => ({ item, rank: rank(item) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

type Rank = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, page: Page) => number };

/** Numbers, sizes, parameters, adjoints, data, what was made of them, sums in brackets, functions, Σ. */
const factorRanks: Rank = {
  constant: () => 0,
  extent: () => 1,
  index: () => 1,
  read: readRank,
  power: ({ base }, page) => factorRank(base, page),
  mul: () => 6,
  call: ({ args }) => (args.length === 0 ? 1 : 8),
  select: () => 9,
  add: () => 7,
  reduce: () => 10,
};

function readRank({ tensor }: Read, page: Page): number {
  if (page.isData(tensor)) return 4;
  const rule = page.equation(tensor)?.origin.rule;
  if (rule === undefined) return 2;
  return rule === "adjoint" || rule === "gradient" ? 3 : 5;
}

export const factorRank = (scalar: Scalar, page: Page): number =>
  (factorRanks[scalar.kind] as (scalar: Scalar, page: Page) => number)(scalar, page);

/** Whether all arrays in a term are parameters, as in λ‖w‖². */
const isPenalty = (parts: readonly Term[], page: Page): boolean =>
  parts.every(
    (part) =>
      part.kind !== "read" || part.indices.length === 0 || !(page.isData(part.tensor) || page.equation(part.tensor)),
  );

/**
 * The rank of a term: numbers (1 − h), sums of products (W·x + b) and among them those of more than parameters (the
 * error before the penalty), functions, products, parameters, and data, which is subtracted (f − y). What is added comes before what is
 * taken away.
 */
export function termRank(term: Scalar, page: Page): number {
  const { weight, rest } = weighted(term);
  const minus = isNegative(weight) ? 20 : 0;
  if (term.kind === "constant") return minus;
  const parts = everyPart(rest);
  if (parts.some(({ kind }) => kind === "reduce")) return minus + (isPenalty(parts, page) ? 2 : 1);
  if (rest.kind === "read") return minus + (page.isData(rest.tensor) ? 8 : page.equation(rest.tensor) ? 5 : 6);
  return minus + (parts.some(({ kind }) => kind === "call") ? 3 : 4);
}
