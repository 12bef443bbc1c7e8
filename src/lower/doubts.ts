import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../program/plan.ts";
import { obstacleText, settingText, unrollingText } from "../program/plan-text.ts";
import type { Program } from "../program/program.ts";

/** What a plan asks for and none of the programs could be given, and why; gradients count, where there are any. */
export function planDoubts(plan: Plan, all: readonly Program[], symbol: (name: string) => string): Diagnostic[] {
  const gradients = all.filter(({ signature }) => signature.kind === "gradient");
  const programs = gradients.length > 0 ? gradients : all;
  return [...tileDoubts(plan, programs, symbol), ...unrollDoubts(plan, programs)];
}

function tileDoubts(plan: Plan, programs: readonly Program[], symbol: (name: string) => string): Diagnostic[] {
  if (typeof plan.tile !== "number" || programs.some(({ tiles }) => tiles.length > 0)) return [];
  const obstacles = programs.flatMap((program) => program.obstacles).map((obstacle) => obstacleText(obstacle, symbol));
  // Where nothing is in the way, there is nothing to cut: no array is kept, or none is larger than a tile.
  if (obstacles.length === 0) return [];
  return [doubt("tile", plan, "samples are not independent", [...new Set(obstacles)])];
}

function unrollDoubts(plan: Plan, programs: readonly Program[]): Diagnostic[] {
  const kinds = programs.map(({ unrolling }) => unrolling);
  if (typeof plan.unroll !== "number" || kinds.some(({ kind }) => kind === "straight")) return [];
  return [doubt("unroll", plan, "nothing is written out", [...new Set(kinds.map(unrollingText))])];
}

const doubt = (name: keyof Plan, plan: Plan, why: string, notes: readonly string[]): Diagnostic =>
  diagnostic("W0610", `\`${settingText(name, plan)}\` has no effect: ${why}`, {
    notes,
    repairs: [`leave \`${name}\` out of the plan`],
  });
