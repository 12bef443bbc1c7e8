import { add, axis, mul, one, openIndex, read, substitute, sum } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import { identityOf } from "../differentiate/identities.ts";
import { localDerivative } from "../differentiate/local.ts";
import { freshName } from "../equations/names.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { everyPart, isScalar, readsIn } from "../equations/walk.ts";
import type { Partial } from "./derivation.ts";

/** The derivative of one tensor by another that it reads, the others held: ∂f[i]/∂z[i]. */
export interface Piece extends Partial {
  readonly equation: Equation;
  /** Whether each element of the one reads just the element of the other at its own indices. */
  readonly elementwise: boolean;
  /** The rules by which it comes from the formula of the one, the outermost first. */
  readonly identities: readonly string[];
}

/** A tensor on the way from the parameters to the loss, with its derivatives. */
export interface Link {
  readonly tensor: string;
  readonly axes: readonly Dim[];
  readonly isParameter: boolean;
  /** The name of ∂loss/∂tensor. */
  readonly adjoint: string;
  /** The derivatives of its readers, the loss's first. */
  readonly pieces: readonly Piece[];
}

/** From the loss back: every tensor after those that read it, the parameters last. */
export interface Chain {
  readonly of: string;
  readonly links: readonly Link[];
  readonly axesOf: ReadonlyMap<string, readonly Dim[]>;
  readonly taken: Set<string>;
}

/** @param fold puts names in place of what they stand for */
export function chainOf(
  system: System,
  { of, wrt }: { readonly of: string; readonly wrt: readonly string[] },
  fold: (body: Scalar) => Scalar,
): Chain {
  const taken = new Set([...system.inputs, ...system.equations].map(({ name }) => name));
  const axesOf = new Map([...system.inputs, ...system.equations].map(({ name, axes }) => [name, axes]));
  const active = activeTensors(system, wrt);
  const readers = [...system.equations].reverse().filter(({ name }) => active.has(name));
  const inner = readers.map(({ name }) => name).filter((name) => name !== of);
  const samples = sampleDims(system);
  const links = [...inner, ...wrt].map((tensor): Link => {
    const axes = axesOf.get(tensor) ?? [];
    const adjoint = freshName(`d_${tensor}`, taken);
    const uses = readers.filter(({ body }) => tensorsIn(body).has(tensor));
    const pieces = uses.map((reader) => pieceOf(reader, { name: tensor, axes }, { samples, taken, fold }));
    return { tensor, axes, isParameter: wrt.includes(tensor), adjoint, pieces };
  });
  return { of, links, axesOf, taken };
}

/** Whether only the loss itself reads the tensor. */
export const isDirect = ({ pieces }: Link, { of }: Chain): boolean => pieces.length === 1 && pieces[0]?.of === of;

/** The derivatives that have a name of their own. That of the loss would be called like the sum of all of them. */
export const namedPieces = ({ pieces }: Link, { of }: Chain): readonly Piece[] =>
  pieces.filter((piece) => piece.of !== of);

/** The tensors that depend on a parameter asked for. */
function activeTensors(system: System, wrt: readonly string[]): Set<string> {
  const active = new Set(wrt);
  for (const { name, body } of system.equations) {
    if ([...tensorsIn(body)].some((tensor) => active.has(tensor))) active.add(name);
  }
  return active;
}

/** The dimensions that no parameter has: what runs over them is one sample after the other. */
function sampleDims({ dims, inputs }: System): Set<string> {
  const inParameters = new Set(
    inputs.filter(({ role }) => role === "param").flatMap(({ axes }) => axes.map(({ name }) => name)),
  );
  return new Set(dims.map(({ name }) => name).filter((name) => !inParameters.has(name)));
}

type Tensor = Pick<Equation, "name" | "axes">;

interface Surroundings {
  readonly samples: ReadonlySet<string>;
  readonly taken: Set<string>;
  readonly fold: (body: Scalar) => Scalar;
}

function pieceOf(reader: Equation, by: Tensor, { samples, taken, fold }: Surroundings): Piece {
  const same = sameAxes(reader, by, samples);
  const own = by.axes.filter((_, position) => same[position] === undefined);
  const axes = [...reader.axes, ...own];
  let next = reader.axes.length;
  const byAxes = by.axes.map((_, position) => same[position] ?? next++);
  const all = indicesOf(axes);
  const at = byAxes.flatMap((position) => all[position] ?? []);
  const value = read(reader.name, indicesOf(reader.axes));
  const body = fold(localDerivative(reader.body, { tensor: by.name, at }, value));
  const equation: Equation = {
    name: freshName(`d_${reader.name}_by_${by.name}`, taken),
    axes,
    body,
    origin: { rule: "shared" },
  };
  return {
    of: reader.name,
    by: by.name,
    ofAxes: reader.axes.map((_, position) => position),
    byAxes,
    equation,
    elementwise: own.length === 0 && by.axes.length === reader.axes.length,
    identities: [
      ...identitiesAlong(reader.body, by.name),
      ...(own.length > 0 && hasCondition(body) ? [deltaIdentity] : []),
    ],
  };
}

const deltaIdentity = "∂xᵢ/∂xⱼ = δᵢⱼ";

const hasCondition = (body: Scalar): boolean => everyPart(body).some(({ kind }) => kind === "select");

/** The identities of what stands between the whole and its reads of a tensor. */
function identitiesAlong(body: Scalar, tensor: string): string[] {
  const onTheWay = everyPart(body).filter((part) => isScalar(part) && tensorsIn(part).has(tensor)) as Scalar[];
  const found = onTheWay.reverse().flatMap((part) => {
    const factors = part.kind === "mul" ? part.factors.filter((factor) => tensorsIn(factor).has(tensor)) : [];
    return factors.length > 1 ? [productIdentity] : (identityOf(part) ?? []);
  });
  return [...new Set(found)];
}

const productIdentity = "(x·y)′ = x′·y + x·y′";

/** The indices of a tensor's axes. */
export const indicesOf = (axes: readonly Dim[]): Index[] => axes.map((dim, position) => axis(position, dim));

/**
 * For each axis of what is read the axis of the reader that it always is, where the derivative is shown at one index
 * instead of two: all of them where the reader reads at its own indices alone, else those that run over samples.
 */
function sameAxes(reader: Equation, by: Tensor, samples: ReadonlySet<string>): (number | undefined)[] {
  const reads = readsIn(reader.body).filter(({ tensor }) => tensor === by.name);
  const used = new Set<number>();
  const fixed = by.axes.map((_, position) => {
    const [first, ...others] = new Set(reads.map(({ indices }) => indices[position]));
    if (others.length > 0 || first?.kind !== "index" || first.scope !== "axis" || used.has(first.number)) return;
    used.add(first.number);
    return first.number;
  });
  if (fixed.every((position) => position !== undefined)) return fixed;
  return fixed.map((position, at) => (samples.has(by.axes[at]?.name ?? "") ? position : undefined));
}

/** What stands for ∂loss/∂u at the indices of u, and for ∂u/∂v at its axes. */
export interface Factors {
  readonly adjoint: (tensor: string, indices: readonly Index[]) => Scalar;
  readonly piece: (piece: Piece) => Scalar;
}

/** Σ_u Σ ∂loss/∂u · ∂u/∂v at the axes of v, with a sum for each reader u. */
export const chainRule = ({ of }: Chain, { axes, pieces }: Link, factors: Factors): Scalar =>
  add(...pieces.flatMap((piece) => termsOf(piece, of, axes, factors)));

function termsOf(piece: Piece, of: string, axes: readonly Dim[], factors: Factors): Scalar[] {
  const shared = new Map(indicesOf(axes).map((index, at) => [piece.byAxes[at], index]));
  const indices = piece.equation.axes.map((dim, position) => shared.get(position) ?? openIndex(dim));
  const summed = indices.filter(({ scope }) => scope === "open");
  const bar = piece.of === of ? one : factors.adjoint(piece.of, indices.slice(0, piece.ofAxes.length));
  const placing = new Map(indicesOf(piece.equation.axes).map((index, at) => [index, indices[at] ?? index]));
  return parts(factors.piece(piece)).map((part) => sum(summed, mul(bar, substitute(part, placing))));
}

/** The terms one by one where one has a condition, such as a Kronecker delta, that a sum may take. */
const parts = (scalar: Scalar): readonly Scalar[] =>
  scalar.kind === "add" && hasCondition(scalar) ? scalar.terms : [scalar];
