import { abstract } from "../../src/equations/abstract.ts";
import { read } from "../../src/equations/build.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import { printSystem } from "../../src/equations/print.ts";
import { mapReads } from "../../src/equations/reads.ts";
import type { Read, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input } from "../../src/equations/system.ts";

/** How an input of one spelling is called in another, and in which order its axes stand there. */
export type Inputs = Readonly<Record<string, { readonly name: string; readonly order: readonly number[] }>>;

type Rename = (at: Read) => Scalar;

/**
 * An answer up to names, the layout of the data and the order of equations: every equation is named after its body,
 * with its axes in the order that the body suggests. Two answers are the same mathematics where their texts are equal.
 */
export function canonicalText({ system, outputs }: Kernel, inputs: Inputs = {}): string {
  const renames = new Map<string, Rename>(
    Object.entries(inputs).map(([from, { name, order }]) => [
      from,
      ({ indices }) =>
        read(
          name,
          order.flatMap((position) => indices[position] ?? []),
        ),
    ]),
  );
  const equations = system.equations.map((equation) => canonicalEquation(equation, renames));
  const finalName = new Map(system.equations.map(({ name }, at) => [name, equations[at]?.name]));
  const answers = outputs.map((output) => {
    const what = output.kind === "gradient" ? `gradient ${output.param}` : output.kind;
    return `${what} = ${finalName.get(output.equation)}`;
  });
  const text = printSystem({
    dims: [...system.dims].sort((a, b) => (a.name < b.name ? -1 : 1)),
    inputs: system.inputs.map((input) => canonicalInput(input, inputs)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    equations: [...new Map(equations.map((equation) => [equation.name, equation])).values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
  });
  return [text, ...answers].join("\n");
}

const canonicalInput = (input: Input, inputs: Inputs): Input => {
  const { name, order } = inputs[input.name] ?? { name: input.name, order: input.axes.map((_, position) => position) };
  return { ...input, name, axes: order.flatMap((position) => input.axes[position] ?? []) };
};

function canonicalEquation(equation: Equation, renames: Map<string, Rename>): Equation {
  const body = mapReads(equation.body, renames, (at, rename) => rename(at));
  const whole = abstract(body);
  const complete = whole.indices.length === equation.axes.length;
  const axes = complete ? whole.axes : equation.axes;
  const order = complete ? whole.indices.map(({ number }) => number) : equation.axes.map((_, position) => position);
  const settled = { axes, body: complete ? whole.body : body, origin: { rule: "shared" as const } };
  const name = digest(printSystem({ dims: [], inputs: [], equations: [{ name: "e", ...settled }] }));
  renames.set(equation.name, ({ indices }) =>
    read(
      name,
      order.flatMap((position) => indices[position] ?? []),
    ),
  );
  return { name, ...settled };
}

/** A short name that is the same for the same text. */
function digest(text: string): string {
  let hash = 0n;
  for (const character of text)
    hash = (hash * 1099511628211n + BigInt(character.codePointAt(0) ?? 0)) & (2n ** 64n - 1n);
  return `e${hash.toString(36)}`;
}
