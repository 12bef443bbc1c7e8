import type { Plan } from "../program/plan.ts";
import { nestOf } from "../program/nest.ts";
import { obstacleText, unrollingText } from "../program/plan-text.ts";
import type { Program } from "../program/program.ts";
import { multiplySizes, totalSize, wholeSize, type Size } from "../program/size.ts";
import { trafficOf } from "../program/traffic.ts";
import type { ReportLoops } from "./report.ts";

/** What the report of a program needs beside it. */
export interface Lowered {
  readonly program: Program;
  readonly plan: Plan;
  /** What people call an equation. */
  readonly symbol: (name: string) => string;
  /** The definitions of the file that the request needs. */
  readonly defined: readonly string[];
}

/** An element of an array, in bytes. */
const width = 8;

/** How a function is laid out, why, and what a call costs. */
export function loopsOf({ program, plan, symbol, defined }: Lowered): ReportLoops {
  const { counts, shares, tiles, unrolling } = program;
  const { loads, stores } = trafficOf(program);
  const own = new Set(shares.map(({ equation }) => equation));
  const { multiplications, additions, divisions } = counts;
  return {
    code: unrollingText(unrolling),
    tiles: tiles.map(({ dim, most }) => ({ dim: dim.name, most })),
    samples: samplesText(program, plan, symbol),
    inPlace: defined.filter((name) => !own.has(name)),
    operations: totalSize([multiplications, additions, divisions]),
    transcendentals: counts.transcendentals,
    bytesRead: bytes(loads),
    bytesWritten: bytes(stores),
    workspace: program.workLength,
    nest: nestOf(program),
  };
}

const bytes = (elements: Size): Size =>
  multiplySizes(wholeSize(width), elements).map(({ coefficient, dims }) => ({
    coefficient: Math.round(coefficient * 100) / 100,
    dims,
  }));

/** How much goes forward and backward together, and why not less. */
function samplesText(
  { tiles, obstacles, unrolling, workLength }: Program,
  plan: Plan,
  symbol: (name: string) => string,
): readonly string[] {
  if (unrolling.kind === "straight") return ["one at a time, in local variables"];
  if (tiles.length > 0) return tiles.map(({ dim, most }) => `${most} of ${dim.name} at a time, forward and backward`);
  if (plan.tile === "off") return ["all at once, as the plan says"];
  if (workLength.length === 0) return ["one at a time: no array is kept"];
  if (obstacles.length === 0) return ["all at once: tiles would make no array smaller"];
  return obstacles.map((obstacle) => `all of ${obstacle.dim} at once: ${obstacleText(obstacle, symbol)}`);
}
