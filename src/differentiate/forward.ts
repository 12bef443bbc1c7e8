import { add, mul, one, open, read, reduce, select, zero } from "../equations/build.ts";
import { freshName } from "../equations/names.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Read, Reduce, Scalar, Select } from "../equations/scalar.ts";
import type { Equation, Input, System } from "../equations/system.ts";
import { pullback, reducePullbacks } from "./adjoint.ts";

/** A system whose equations are followed by how they change, and what their tangents are called. */
export interface Pushforward {
  readonly system: System;
  /** t → ṫ, for every input that moves and every equation that moves with it. */
  readonly tangents: ReadonlyMap<string, string>;
}

/**
 * Forward mode: the system with an input ṗ for each of `wrt`, by which it moves, and with an equation ṫ = J·ṗ after each
 * equation t that depends on them. What bodies look like does not matter: reductions may stand anywhere in them.
 */
export function pushforward(system: System, wrt: readonly string[]): Pushforward {
  const taken = new Set([...system.inputs, ...system.equations].map(({ name }) => name));
  const tangents = new Map<string, string>();
  const tangentOf = (name: string): string => {
    const tangent = freshName(`${name}_dot`, taken);
    tangents.set(name, tangent);
    return tangent;
  };
  const moving = system.inputs.filter(({ name }) => wrt.includes(name));
  const inputs = moving.map(({ name, axes }): Input => ({ name: tangentOf(name), role: "data", axes }));
  const equations = system.equations.flatMap((equation): Equation[] => {
    const body = tangent(equation.body, tangents);
    if (body === zero) return [equation];
    const { name, axes } = equation;
    return [equation, { name: tangentOf(name), axes, body, origin: { rule: "shared" } }];
  });
  return { system: { ...system, inputs: [...system.inputs, ...inputs], equations }, tangents };
}

type Tangents = ReadonlyMap<string, string>;
type Tangent = (part: Scalar) => Scalar;

/** How an expression changes as the tensors that it reads do. */
function tangent(body: Scalar, tangents: Tangents): Scalar {
  const known = new Map<Scalar, Scalar>();
  const ofPart: Tangent = (part) => {
    const found = known.get(part);
    if (found) return found;
    const made = [...tensorsIn(part)].some((tensor) => tangents.has(tensor)) ? change(part, tangents, ofPart) : zero;
    known.set(part, made);
    return made;
  };
  return ofPart(body);
}

function change(part: Scalar, tangents: Tangents, tangent: Tangent): Scalar {
  if (part.kind === "read") return changeOfRead(part, tangents);
  if (part.kind === "reduce") return changeOfReduction(part, tangents);
  if (part.kind === "select") return changeOfSelect(part, tangent);
  // 0 where nothing moves, whatever the slope is there.
  return add(...pullback(part, one).map(([inner, slope]) => mul(slope, tangent(inner))));
}

/** The indices of a read are no quantities that move. */
function changeOfRead({ tensor, indices }: Read, tangents: Tangents): Scalar {
  const name = tangents.get(tensor);
  return name === undefined ? zero : read(name, indices);
}

/** Neither is a condition, and only the taken side is ever evaluated. */
const changeOfSelect = ({ condition, whenTrue, whenFalse }: Select, tangent: Tangent): Scalar =>
  select(condition, tangent(whenTrue), tangent(whenFalse));

/** What a reduction passes back of a cotangent, it passes on of a change: it is linear in either. */
function changeOfReduction(whole: Reduce, tangents: Tangents): Scalar {
  const opened = open(whole);
  const bodyDot = tangent(opened.body, tangents);
  return reduce("sum", opened.indices, reducePullbacks[whole.operator](opened, whole, whole, bodyDot));
}
