/**
 * How a program is laid out, where that is not left to the cost model: what is `"auto"`, or not there, is its choice.
 * Whatever the plan, the numbers are the same up to the order of additions.
 */
export interface Plan {
  /** As many samples go forward and backward together, where they are independent; `"off"`: all of them. */
  readonly tile?: "auto" | "off" | number;
  /** As many rows and columns of a contraction are computed side by side; where it has one axis, as many as columns. */
  readonly block?: "auto" | "off" | readonly [rows: number, columns: number];
  /** Straight-line code of up to as many operations, where at most one size is open; `"off"`: loops. */
  readonly unroll?: "auto" | "off" | number;
}

export type WholePlan = Required<Plan>;

export const automaticPlan: WholePlan = { tile: "auto", block: "auto", unroll: "auto" };

/** One loop nest for each equation, over the whole of its axes. */
export const plainPlan: WholePlan = { tile: "off", block: "off", unroll: "off" };

/** Blocks of more rows or columns would need more registers than any processor has. */
const mostLanes = 16;
const mostInTile = 2 ** 20;
/** Beyond this, straight-line code takes longer to compile than anybody waits. */
const mostOperations = 20_000;

const isWhole = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most;

const isChoice = (value: unknown): boolean => value === undefined || value === "auto" || value === "off";

const isBlock = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((lanes) => isWhole(lanes, mostLanes));

/** What may stand for each setting of a plan, beside `auto` and `off`. */
const settings: {
  readonly [S in keyof Plan]-?: { readonly allows: (value: unknown) => boolean; readonly wanted: string };
} = {
  tile: {
    allows: (value) => isWhole(value, mostInTile),
    wanted: `a whole number from 1 to ${mostInTile}, such as tile=32`,
  },
  block: { allows: isBlock, wanted: `rows and columns, each from 1 to ${mostLanes}, such as block=2x4` },
  unroll: {
    allows: (value) => isWhole(value, mostOperations),
    wanted: `a whole number from 1 to ${mostOperations}, such as unroll=500`,
  },
};

const planSettings = Object.keys(settings) as (keyof Plan)[];

/** What is wrong with a plan, in a sentence that says what may stand there; nothing where it can be followed. */
export function planRefusal(plan: Plan): string | undefined {
  const stranger = Object.keys(plan).find((name) => !Object.hasOwn(settings, name));
  if (stranger !== undefined) return `a plan has no ${stranger}; it has ${planSettings.join(", ")}`;
  const wrong = planSettings.find((name) => !isChoice(plan[name]) && !settings[name].allows(plan[name]));
  return wrong && `in a plan, ${wrong} is auto, off, or ${settings[wrong].wanted}`;
}

/** Why everything is written out as straight-line code, or why it is not. */
export type Unrolling =
  | { readonly kind: "straight"; readonly loop: string | undefined; readonly operations: number; readonly most: number }
  | { readonly kind: "off" }
  /** More than one size is open. */
  | { readonly kind: "open"; readonly dims: readonly string[] }
  /** There is nothing that a single loop, or none, could compute. */
  | { readonly kind: "loops" }
  | { readonly kind: "long"; readonly operations: number; readonly most: number }
  /** So many bytes of bytecode, about, are more than V8 optimises soon. */
  | { readonly kind: "heavy"; readonly bytes: number; readonly most: number };

/** Why a dimension is not gone through tile by tile. */
export interface Obstacle {
  readonly dim: string;
  /** The equation that needs more than a tile of it. */
  readonly equation: string;
  /** What it needs. */
  readonly reads: string;
  readonly kind:
    | "waits" // for something that is known only after the last tile, and needs each tile again then
    | "elsewhere" // what other tiles compute
    | "combined" // in a way that is not a sum over the dimension
    | "twice"; // the dimension is more than one of its axes
}
