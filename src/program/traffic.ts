import { isRest, tileOf } from "./nest.ts";
import type { OfKind, Program, Statement, StatementKind, Tile, Value, ValueKind } from "./program.ts";
import { multiplySizes, totalSize, wholeSize, type Size } from "./size.ts";

/** How many elements a call reads from arrays and writes to them, blocks and tiles taken for whole. */
export interface Traffic {
  readonly loads: Size;
  readonly stores: Size;
}

/**
 * Estimates what a program moves: in blocks a number is read once for several lanes, and each tile reads the
 * parameters once. Coefficients may be fractions; both sides of every branch are counted.
 */
export const trafficOf = ({ body, tiles }: Pick<Program, "body" | "tiles">): Traffic => total(body, tiles);

const nothing: Traffic = { loads: [], stores: [] };

const plus = (parts: readonly Traffic[]): Traffic => ({
  loads: totalSize(parts.map(({ loads }) => loads)),
  stores: totalSize(parts.map(({ stores }) => stores)),
});

function total(body: readonly Statement[], tiles: readonly Tile[]): Traffic {
  return plus(
    body.map((statement, at) => {
      // What blocks leave over is less than a block.
      if (isRest(statement, body[at - 1]) && !isCounted(statement)) return nothing;
      return (statements[statement.kind] as (statement: Statement, tiles: readonly Tile[]) => Traffic)(
        statement,
        tiles,
      );
    }),
  );
}

/** Whether the ends of a loop are numbers. */
const isCounted = (statement: Statement): boolean =>
  statement.kind === "loop" && statement.from.kind === "number" && statement.to.kind === "number";

const statements: {
  readonly [K in StatementKind]: (statement: OfKind<Statement, K>, tiles: readonly Tile[]) => Traffic;
} = {
  define: ({ value }) => loadsOf(value),
  declare: ({ value }) => (value ? loadsOf(value) : nothing),
  assign: ({ value }) => loadsOf(value),
  store: ({ value, update }) => {
    const { loads } = loadsOf(value);
    return { loads: totalSize([loads, wholeSize(update === "set" ? 0 : 1)]), stores: wholeSize(1) };
  },
  branch: ({ test, whenTrue, whenFalse }, tiles) =>
    plus([loadsOf(test), total(whenTrue, tiles), total(whenFalse, tiles)]),
  part: ({ body }, tiles) => total(body, tiles),
  section: ({ body }, tiles) => total(body, tiles),
  loop: (loop, tiles) => {
    const trips = tripsOf(loop, tiles);
    const { loads, stores } = total(loop.body, tiles);
    return { loads: multiplySizes(trips, loads), stores: multiplySizes(trips, stores) };
  },
};

/** How many rounds a loop has; the tiles of a dimension are taken to be whole. */
function tripsOf(loop: OfKind<Statement, "loop">, tiles: readonly Tile[]): Size {
  const { from, to, step, over } = loop;
  const tile = tileOf(loop, tiles) ? undefined : tiles.find(({ name }) => name === over.name);
  if (from.kind === "number" && to.kind === "number") return wholeSize(Math.ceil((to.value - from.value) / step));
  if (tile) return wholeSize(tile.most / step);
  return [{ coefficient: 1 / step, dims: over.name.split("·") }];
}

const loadsOf = (value: Value): Traffic => ({ loads: wholeSize(loadsIn(value)), stores: [] });

const loadsIn = (value: Value): number => (values[value.kind] as (value: Value) => number)(value);

const sum = (parts: readonly Value[]): number => parts.reduce((all, part) => all + loadsIn(part), 0);

const values: { readonly [K in ValueKind]: (value: OfKind<Value, K>) => number } = {
  number: () => 0,
  extent: () => 0,
  variable: () => 0,
  datum: () => 0,
  load: ({ at }) => 1 + loadsIn(at),
  apply: ({ args }) => sum(args),
  choose: ({ test, whenTrue, whenFalse }) => sum([test, whenTrue, whenFalse]),
};
