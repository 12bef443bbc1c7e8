import type { Kernel } from "../equations/kernel.ts";
import type { Equation } from "../equations/system.ts";
import { countEquations, totalCounts } from "../program/count.ts";
import { wholeSize } from "../program/size.ts";
import { weightOf } from "../program/weight.ts";
import type { Dtype, Program } from "../program/program.ts";
import { Lowering } from "./lowering.ts";
import { mostTogether, split } from "./split.ts";
import { straightLine } from "./straight.ts";
import { straightPlan } from "./straight-plan.ts";

export interface LowerOptions {
  readonly dtype: Dtype;
  /** The formula of an equation as it stands above its loops. */
  readonly formula?: (equation: Equation) => string;
  /** Whether contractions are computed in register blocks; by default they are. */
  readonly blocks?: boolean;
  /** Whether samples are gone through in tiles; by default they are. */
  readonly tiles?: boolean;
}

/** Makes loops, buffers and statements of the equations of one function. */
export function lower(kernel: Kernel, { formula = describe, ...options }: LowerOptions): Program {
  const { dtype, blocks = true, tiles = true } = options;
  const plain = new Lowering(kernel, { dtype, formula, blocks: false, tiles: false }).program();
  const shares = countEquations(plain);
  // In blocks, a number is read once for several lanes; what is counted is what the formulas say.
  const counts = { counts: totalCounts(shares.map((share) => share.counts)), shares };
  const straight = blocks ? straightened(kernel, formula) : undefined;
  if (straight) return { ...split({ ...plain, ...straight }), ...counts };
  const loops = blocks || tiles ? new Lowering(kernel, { dtype, formula, blocks, tiles }).program() : plain;
  return { ...split(loops), ...counts };
}

/** The same in straight-line code, without a workspace, where that is worth it and not too long for one function. */
function straightened(kernel: Kernel, formula: (equation: Equation) => string): Partial<Program> | undefined {
  const plan = straightPlan(kernel);
  const straight = plan && straightLine(kernel, plan, formula);
  if (!straight || weightOf(straight.body) > mostTogether) return undefined;
  return { ...straight, slots: [], workLength: wholeSize(0) };
}

const describe = ({ name, axes }: Equation): string =>
  axes.length === 0 ? name : `${name}[${axes.map((dim) => dim.name).join(", ")}]`;
