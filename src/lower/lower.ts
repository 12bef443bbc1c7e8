import type { Kernel } from "../equations/kernel.ts";
import type { Equation } from "../equations/system.ts";
import { countEquations, totalCounts } from "../program/count.ts";
import { automaticPlan, plainPlan, type Plan, type Unrolling, type WholePlan } from "../program/plan.ts";
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
  /** What is not left to the cost model. */
  readonly plan?: Plan;
}

/** Makes loops, buffers and statements of the equations of one function. */
export function lower(kernel: Kernel, { dtype, formula = describe, plan: given }: LowerOptions): Program {
  const plan = { ...automaticPlan, ...given };
  const plain = new Lowering(kernel, { dtype, formula, plan: plainPlan }).program();
  const shares = countEquations(plain);
  // In blocks, a number is read once for several lanes; what is counted is what the formulas say.
  const counts = { counts: totalCounts(shares.map((share) => share.counts)), shares };
  const { unrolling, straight } = straightened(kernel, formula, plan.unroll);
  if (straight) return { ...split({ ...plain, ...straight }), unrolling, ...counts };
  return { ...split(new Lowering(kernel, { dtype, formula, plan }).program()), unrolling, ...counts };
}

interface Straightened {
  readonly unrolling: Unrolling;
  readonly straight?: Partial<Program>;
}

/** The same in straight-line code, without a workspace, where that is worth it and not too long for one function. */
function straightened(
  kernel: Kernel,
  formula: (equation: Equation) => string,
  unroll: WholePlan["unroll"],
): Straightened {
  const plan = straightPlan(kernel, unroll);
  if ("kind" in plan) return { unrolling: plan };
  const straight = straightLine(kernel, plan, formula);
  const bytes = weightOf(straight.body);
  if (bytes > mostTogether) return { unrolling: { kind: "heavy", bytes, most: mostTogether } };
  const { loop, operations, most } = plan;
  return {
    unrolling: { kind: "straight", loop: loop?.name, operations, most },
    straight: { ...straight, slots: [], workLength: wholeSize(0) },
  };
}

const describe = ({ name, axes }: Equation): string =>
  axes.length === 0 ? name : `${name}[${axes.map((dim) => dim.name).join(", ")}]`;
