import type { Obstacle, Plan, Unrolling } from "./plan.ts";

/** `m, n and k` */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

type ByKind<T extends { readonly kind: string }, R> = { readonly [K in T["kind"]]: (of: Extract<T, { kind: K }>) => R };

const unrollings: ByKind<Unrolling, string> = {
  straight: ({ loop, operations, most }) => {
    const where = loop === undefined ? "without a loop" : `in one loop over ${loop}`;
    return `straight-line code ${where}: ${operations} operations to write out, of at most ${most}`;
  },
  off: () => "loops, as the plan says",
  open: ({ dims }) => `loops: ${listed(dims)} are open, and what is written out has one open size at most`,
  loops: () => "loops: one loop over one dimension cannot compute it, as some of it waits for all of the rest",
  long: ({ operations, most }) => `loops: ${operations} operations would be to write out, at most ${most} are worth it`,
  heavy: ({ bytes, most }) =>
    `loops: written out it would be some ${bytes} bytes of bytecode, of at most ${most} for one function`,
};

/** Whether the code is written out or in loops, and why. */
export const unrollingText = (unrolling: Unrolling): string =>
  (unrollings[unrolling.kind] as (of: Unrolling) => string)(unrolling);

const obstacles: { readonly [K in Obstacle["kind"]]: (obstacle: Obstacle) => string } = {
  waits: ({ dim, equation, reads }) =>
    `${equation} waits for ${reads}, which is known only after all of ${dim}, and needs each of ${dim} again`,
  elsewhere: ({ dim, equation, reads }) => `${equation} needs ${reads} at other indices of ${dim} than its own`,
  combined: ({ dim, equation, reads }) => `${equation} takes all of ${reads} along ${dim}, and not as a sum`,
  twice: ({ dim, equation }) => `${equation} has ${dim} twice among its axes`,
};

/** Why a dimension is kept whole; `symbol` says what equations are called. */
export const obstacleText = (obstacle: Obstacle, symbol: (name: string) => string): string =>
  obstacles[obstacle.kind]({ ...obstacle, equation: symbol(obstacle.equation), reads: symbol(obstacle.reads) });

/** A setting as the command line has it: `block=3x5`. */
export function settingText(name: keyof Plan, plan: Plan): string {
  const value = plan[name] ?? "auto";
  return `${name}=${typeof value === "object" ? value.join("x") : value}`;
}
