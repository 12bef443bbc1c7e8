import type { OfKind, Program, Statement, StatementKind, Tile, Value } from "./program.ts";

/**
 * The loop nest of a program without what is computed in it: which loop is in which, and which equation is whose. The
 * loop over what blocks leave at the end of a dimension is part of the loop over the blocks.
 */
export type Nest = EquationNest | LoopNest;

export interface EquationNest {
  readonly kind: "equation";
  readonly equation: string;
  readonly formula: string;
  readonly body: readonly Nest[];
}

export interface LoopNest {
  readonly kind: "loop";
  readonly index: string;
  /** The dimension that it goes through, or that the tile belongs to which it goes through. */
  readonly dim: string;
  readonly extent: "dimension" | "tiles" | "tile";
  /** As many indices are computed side by side, or make a tile. */
  readonly step: number;
  /** Whether another loop goes through what the steps leave over. */
  readonly rest: boolean;
  /** How many numbers it accumulates, and how many it stores, each round. */
  readonly accumulates: number;
  readonly stores: number;
  readonly body: readonly Nest[];
}

type Loop = OfKind<Statement, "loop">;

export const nestOf = ({ body, tiles }: Pick<Program, "body" | "tiles">): Nest[] => nestsIn(body, tiles);

function nestsIn(body: readonly Statement[], tiles: readonly Tile[]): Nest[] {
  return body.flatMap((statement, at) => {
    if (isRest(statement, body[at - 1])) return [];
    const following = body[at + 1];
    const rest = following !== undefined && isRest(following, statement);
    return (nests[statement.kind] as (statement: Statement, around: Around) => Nest[])(statement, { tiles, rest });
  });
}

interface Around {
  readonly tiles: readonly Tile[];
  readonly rest: boolean;
}

const none = (): Nest[] => [];

const nests: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>, around: Around) => Nest[] } = {
  define: none,
  declare: none,
  assign: none,
  store: none,
  branch: ({ whenTrue, whenFalse }, { tiles }) => [...nestsIn(whenTrue, tiles), ...nestsIn(whenFalse, tiles)],
  part: ({ body }, { tiles }) => nestsIn(body, tiles),
  section: ({ equation, comment, body }, { tiles }) => [
    { kind: "equation", equation, formula: comment, body: nestsIn(body, tiles) },
  ],
  loop: (loop, { tiles, rest }) => [
    {
      kind: "loop",
      index: loop.index.hint,
      ...extentOf(loop, tiles),
      step: loop.step,
      rest,
      accumulates: loop.body.filter(({ kind }) => kind === "assign").length,
      stores: loop.body.filter(({ kind }) => kind === "store").length,
      body: nestsIn(loop.body, tiles),
    },
  ],
};

function extentOf(loop: Loop, tiles: readonly Tile[]): Pick<LoopNest, "dim" | "extent"> {
  const inTile = tiles.find(({ name }) => name === loop.over.name);
  if (inTile) return { dim: inTile.dim.name, extent: "tile" };
  return { dim: loop.over.name, extent: tileOf(loop, tiles) ? "tiles" : "dimension" };
}

/** The tiles that a loop goes through one by one. */
export const tileOf = ({ over, body }: Loop, tiles: readonly Tile[]): Tile | undefined =>
  body.some(({ kind }) => kind === "section" || kind === "part")
    ? tiles.find(({ dim }) => dim.name === over.name)
    : undefined;

/** Whether a loop goes on where the one before it has ended. */
export const isRest = (statement: Statement, before: Statement | undefined): boolean =>
  statement.kind === "loop" && before?.kind === "loop" && isSame(statement.from, before.to);

function isSame(a: Value, b: Value): boolean {
  if (a.kind === "variable") return b.kind === "variable" && a.variable === b.variable;
  return a.kind === "number" && b.kind === "number" && a.value === b.value && a.value > 0;
}
