import type { Output } from "../equations/kernel.ts";
import type { Buffer } from "../program/program.ts";

/** The outputs of each equation. */
export function byEquation(outputs: readonly Output[]): ReadonlyMap<string, readonly Output[]> {
  const groups = new Map<string, Output[]>();
  for (const output of outputs) groups.set(output.equation, [...(groups.get(output.equation) ?? []), output]);
  return groups;
}

type OutputBuffer = { readonly [K in Output["kind"]]: (output: Extract<Output, { kind: K }>) => Buffer | undefined };

const outputBuffers: OutputBuffer = {
  value: () => undefined,
  gradient: ({ param }) => ({ kind: "gradient", name: param }),
  array: () => ({ kind: "out" }),
};

/** The caller's array that an output goes to; nothing for what the function returns. */
export const bufferOf = (output: Output): Buffer | undefined =>
  (outputBuffers[output.kind] as (output: Output) => Buffer | undefined)(output);
