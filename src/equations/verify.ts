import type { Dim } from "./dim.ts";
import { binaryFunctions, constantFunctions, unaryFunctions } from "./functions.ts";
import type { Term } from "./intern.ts";
import { order, rational } from "../util/rational.ts";
import type { Index, Read, ReduceOperator } from "./scalar.ts";
import type { Equation, System } from "./system.ts";
import { everyPart } from "./walk.ts";

/** What is known of the system on the way through it: the axes of every tensor that may be read. */
interface Scope {
  readonly dims: Map<string, Dim>;
  readonly tensors: Map<string, readonly Dim[]>;
}

/**
 * Checks that a system is well formed: that each equation reads what is defined before it, at as many indices as it has
 * axes and over the same dimensions, and that nothing in it is left free.
 * @throws Error `internal: …` at the first fault, which is always ours: the user's are found by then
 */
export function verify(system: System): void {
  const scope: Scope = { dims: new Map(), tensors: new Map() };
  for (const dim of system.dims) {
    must(!scope.dims.has(dim.name), `dimension ${dim.name} is declared twice`);
    scope.dims.set(dim.name, dim);
  }
  for (const { name, axes } of system.inputs) define(name, axes, scope);
  for (const equation of system.equations) {
    verifyBody(equation, scope);
    verifyOrigin(equation, system, scope);
    define(equation.name, equation.axes, scope);
  }
}

function must(holds: boolean, fault: string): asserts holds {
  if (!holds) throw new Error(`internal: ${fault}`);
}

function define(name: string, axes: readonly Dim[], { dims, tensors }: Scope): void {
  must(!tensors.has(name), `${name} is defined twice`);
  for (const dim of axes) verifyDim(dim, dims, name);
  tensors.set(name, axes);
}

/** A dimension of open size is declared; one with a fixed size agrees with its declaration, if any. */
function verifyDim(dim: Dim, dims: ReadonlyMap<string, Dim>, where: string): void {
  const declared = dims.get(dim.name);
  must(declared !== undefined || dim.size !== undefined, `${where} uses the undeclared dimension ${dim.name}`);
  must(declared === undefined || declared.size === dim.size, `${where} gives dimension ${dim.name} another size`);
}

function verifyBody({ name, axes, body }: Equation, scope: Scope): void {
  for (const index of body.free) verifyFree(index, axes, name);
  for (const term of everyPart(body)) verifyPart(term, name, scope);
}

function verifyFree(index: Index, axes: readonly Dim[], name: string): void {
  must(index.scope === "axis", `an index that is ${index.scope} is free in ${name}`);
  const dim = axes[index.number];
  must(dim !== undefined, `${name} uses axis ${index.number}, but has ${axes.length}`);
  must(
    sameDim(dim, index.dim),
    `axis ${index.number} of ${name} is over ${dim.name}, but is used over ${index.dim.name}`,
  );
}

const sameDim = (a: Dim, b: Dim): boolean => a.name === b.name && a.size === b.size;

type Checks = { readonly [K in Term["kind"]]?: (term: Extract<Term, { kind: K }>, name: string, scope: Scope) => void };

/** What has to hold of a part of a body, beyond what its type says. */
const checks: Checks = {
  extent: ({ dim }, name, { dims }) => {
    verifyDim(dim, dims, name);
  },
  index: ({ dim }, name, { dims }) => {
    verifyDim(dim, dims, name);
  },
  read: verifyRead,
  call: ({ fn, args }, name) => {
    must(args.length === arity.get(fn), `${fn} has ${args.length} arguments in ${name}`);
  },
  reduce: ({ operator, indices, body }, name) => {
    must(indices.length > 0, `a ${operator} in ${name} binds no index`);
    must(!single.has(operator) || indices.length === 1, `a ${operator} in ${name} binds ${indices.length} indices`);
    indices.forEach((index, position) => {
      const level = body.height + 1 + position;
      must(index.scope === "bound" && index.number === level, `a ${operator} in ${name} is not bound canonically`);
    });
  },
};

const arity: ReadonlyMap<string, number> = new Map<string, number>([
  ...unaryFunctions.map((fn) => [fn, 1] as const),
  ...binaryFunctions.map((fn) => [fn, 2] as const),
  ...constantFunctions.map((fn) => [fn, 0] as const),
]);

const single: ReadonlySet<ReduceOperator> = new Set<ReduceOperator>(["max", "min", "argmax", "argmin"]);

function verifyPart(term: Term, name: string, scope: Scope): void {
  const check = checks[term.kind] as ((term: Term, name: string, scope: Scope) => void) | undefined;
  check?.(term, name, scope);
}

function verifyRead({ tensor, indices }: Read, name: string, { tensors }: Scope): void {
  const axes = tensors.get(tensor);
  must(axes !== undefined, `${name} reads ${tensor} before its definition`);
  must(
    axes.length === indices.length,
    `${name} reads ${tensor} at ${indices.length} indices, but it has ${axes.length} axes`,
  );
  indices.forEach((index, position) => {
    const dim = axes[position]!;
    const place = `axis ${position} of ${tensor}`;
    if (index.kind === "index") {
      must(sameDim(index.dim, dim), `${name} reads ${place} over ${index.dim.name}, but it is over ${dim.name}`);
    }
    if (index.kind === "constant") {
      const inside =
        order(index.value, rational(0)) >= 0 && (dim.size === undefined || order(index.value, rational(dim.size)) < 0);
      must(inside, `${name} reads ${place} out of range`);
    }
  });
}

function verifyOrigin({ name, axes, origin }: Equation, { inputs }: System, { tensors }: Scope): void {
  must(
    origin.axisNames === undefined || origin.axisNames.length === axes.length,
    `${name} has a name too few or many for its axes`,
  );
  if (origin.rule !== "gradient" && origin.rule !== "adjoint") return;
  must(origin.of !== undefined || origin.rule === "adjoint", `${name} does not say whose ${origin.rule} it is`);
  if (origin.of === undefined) return;
  const like = tensors.get(origin.of);
  const param = inputs.some((input) => input.name === origin.of && input.role === "param");
  must(origin.rule === "adjoint" || param, `${name} is the gradient for ${origin.of}, which is not a parameter`);
  must(like !== undefined, `${name} is the adjoint of ${origin.of}, which is not defined before it`);
  const alike = like.length === axes.length && like.every((dim, position) => sameDim(dim, axes[position]!));
  must(alike, `${name} has other axes than ${origin.of}`);
}
