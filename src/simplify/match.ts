import { add, constant, mapScalar, mul, open, power, reduce, substitute, two } from "../equations/build.ts";
import { weighted } from "../equations/ring.ts";
import type { Index, Mul, Read, Reduce, Scalar } from "../equations/scalar.ts";
import { readsIn } from "../equations/walk.ts";
import { equals, exactSquareRoot, isEven, isZero, rational, reciprocal, times } from "../util/rational.ts";

/** What a metavariable stands for: a body over the opened indices of the reductions around it. */
export interface Binding {
  readonly body: Scalar;
  readonly indices: readonly Index[];
}

export type Bindings = ReadonlyMap<string, Binding>;

/** Sums of more terms are not searched for pairs of terms: that takes quadratic time. */
const longestSum = 64;

/** The pattern's bound indices, each with the indices of the expression that it stands for. */
type Scope = ReadonlyMap<Index, readonly Index[]>;

interface State {
  readonly bindings: Bindings;
  readonly scope: Scope;
}

const isVariable = (pattern: Scalar): pattern is Read => pattern.kind === "read" && pattern.tensor.startsWith("?");
const hasVariables = (pattern: Scalar): boolean => readsIn(pattern).some(isVariable);

/**
 * Matches a pattern against an expression, or against some of its terms or factors; `withRest` puts back the others.
 * Sums and products match in any order.
 */
export function* matchPart(
  pattern: Scalar,
  scalar: Scalar,
): Generator<{ bindings: Bindings; withRest: (result: Scalar) => Scalar }> {
  const start: State = { bindings: new Map(), scope: new Map() };
  if (scalar.kind === "add" && scalar.terms.length > longestSum) return;
  if (pattern.kind === "add" && scalar.kind === "add") {
    for (const { state, rest } of matchSome(pattern.terms, scalar.terms, start)) {
      yield { bindings: state.bindings, withRest: (result) => add(result, ...rest) };
    }
  } else if (pattern.kind === "mul" && scalar.kind === "mul") {
    for (const { state, rest } of matchSome(pattern.factors, scalar.factors, start)) {
      yield { bindings: state.bindings, withRest: (result) => mul(result, ...rest) };
    }
  } else {
    for (const { bindings } of match(pattern, scalar, start)) yield { bindings, withRest: (result) => result };
  }
}

/** Matches a pattern against all of an expression. */
export function* matchWhole(pattern: Scalar, scalar: Scalar): ReturnType<typeof matchPart> {
  const start: State = { bindings: new Map(), scope: new Map() };
  for (const { bindings } of match(pattern, scalar, start)) yield { bindings, withRest: (result) => result };
}

/** Pairs every pattern with a different item, structured patterns first, so that they bind the metavariables. */
function* matchSome(
  patterns: readonly Scalar[],
  items: readonly Scalar[],
  state: State,
): Generator<{ state: State; rest: readonly Scalar[] }> {
  const [next, ...others] = [...patterns].sort((a, b) => Number(isVariable(a)) - Number(isVariable(b)));
  if (!next) {
    yield { state, rest: items };
    return;
  }
  for (const item of items) {
    const left = items.filter((other) => other !== item);
    for (const matched of match(next, item, state)) yield* matchSome(others, left, matched);
  }
}

function* match(pattern: Scalar, scalar: Scalar, state: State): Generator<State> {
  if (isVariable(pattern)) yield* bind(pattern, scalar, state);
  else if (!hasVariables(pattern)) {
    if (pattern === scalar) yield state;
  } else if (pattern.kind === "power" && equals(pattern.exponent, two.value) && scalar.kind === "mul") {
    const root = squareRoot(scalar);
    if (root) yield* match(pattern.base, root, state);
  } else if (pattern.kind === "mul") yield* matchProduct(pattern.factors, scalar, state);
  else yield* matchStructure(pattern, scalar, state);
}

/** x·y where the product is x²·y², and 3·x where it is 9·x². */
function squareRoot({ factors }: Mul): Scalar | undefined {
  const roots = factors.map((factor) => {
    if (factor.kind === "constant") {
      const root = exactSquareRoot(factor.value);
      return root && constant(root);
    }
    const isSquare = factor.kind === "power" && isEven(factor.exponent);
    return isSquare ? power(factor.base, times(factor.exponent, rational(1, 2))) : undefined;
  });
  return roots.every((root) => root !== undefined) ? mul(...roots) : undefined;
}

type Structure = {
  readonly [K in Scalar["kind"]]?: (
    pattern: Extract<Scalar, { kind: K }>,
    scalar: Extract<Scalar, { kind: K }>,
    state: State,
  ) => Generator<State>;
};

/** How a pattern of each kind meets an expression of the same kind; kinds without parts are equal or do not match. */
const structures: Structure = {
  *add(pattern, scalar, state) {
    if (scalar.terms.length > longestSum) return;
    const [variable, ...variables] = pattern.terms.filter(isVariable);
    const lone = variables.length === 0 ? variable : undefined;
    const structured = pattern.terms.filter((term) => term !== lone);
    for (const { state: matched, rest } of matchSome(structured, scalar.terms, state)) {
      if (lone && rest.length > 0) yield* bind(lone, add(...rest), matched);
      else if (!lone && rest.length === 0) yield matched;
    }
  },
  *power(pattern, scalar, state) {
    if (equals(pattern.exponent, scalar.exponent)) yield* match(pattern.base, scalar.base, state);
  },
  *call(pattern, scalar, state) {
    if (pattern.fn === scalar.fn) yield* matchAll(pattern.args, scalar.args, state);
  },
  *reduce(pattern, scalar, state) {
    if (pattern.operator === scalar.operator) yield* matchReduce(pattern, scalar, state);
  },
};

function* matchStructure(pattern: Scalar, scalar: Scalar, state: State): Generator<State> {
  const meet = structures[pattern.kind] as
    ((pattern: Scalar, scalar: Scalar, state: State) => Generator<State>) | undefined;
  if (meet && pattern.kind === scalar.kind) yield* meet(pattern, scalar, state);
}

function* matchAll(patterns: readonly Scalar[], scalars: readonly Scalar[], state: State): Generator<State> {
  const [pattern, ...otherPatterns] = patterns;
  const [scalar, ...otherScalars] = scalars;
  if (!pattern || !scalar) yield state;
  else for (const matched of match(pattern, scalar, state)) yield* matchAll(otherPatterns, otherScalars, matched);
}

function* matchReduce(pattern: Reduce, scalar: Reduce, state: State): Generator<State> {
  const [index] = pattern.indices;
  if (!index) return;
  const opened = open(scalar);
  const scope = new Map([...state.scope, [index, opened.indices] as const]);
  for (const { bindings } of match(pattern.body, opened.body, { bindings: state.bindings, scope })) {
    yield { bindings, scope: state.scope };
  }
}

/**
 * A product: its structured factors take a factor each, and the one metavariable among them takes what is left,
 * number included; so −x matches anything, with x its negative.
 */
function* matchProduct(patterns: readonly Scalar[], scalar: Scalar, state: State): Generator<State> {
  const { weight, rest } = weighted(scalar);
  const numbers = patterns.filter((pattern) => pattern.kind === "constant");
  const variables = patterns.filter(isVariable);
  const structured = patterns.filter((pattern) => pattern.kind !== "constant" && !isVariable(pattern));
  const scale = numbers.reduce((product, { value }) => times(product, value), constant(1).value);
  if (isZero(scale) || variables.length > 1) return;
  const left = constant(times(weight, reciprocal(scale)));
  const factors = rest.kind === "mul" ? rest.factors : rest.kind === "constant" ? [] : [rest];
  for (const { state: matched, rest: others } of matchSome(structured, factors, state)) {
    const remainder = mul(left, ...others);
    const [variable] = variables;
    if (variable) yield* bind(variable, remainder, matched);
    else if (remainder === constant(1)) yield matched;
  }
}

function* bind(variable: Read, scalar: Scalar, state: State): Generator<State> {
  const indices = variable.indices.flatMap((index) => (index.kind === "index" ? (state.scope.get(index) ?? []) : []));
  const before = state.bindings.get(variable.tensor);
  if (before) {
    const here = substitute(before.body, new Map(before.indices.map((index, at) => [index, indices[at] ?? index])));
    if (here === scalar) yield state;
    return;
  }
  const hidden = [...state.scope.values()].flat().filter((index) => !indices.includes(index));
  if (scalar.free.some((index) => hidden.includes(index))) return;
  yield { bindings: new Map([...state.bindings, [variable.tensor, { body: scalar, indices }]]), scope: state.scope };
}

/** The template with every metavariable replaced by what it is bound to. */
export function instantiate(template: Scalar, bindings: Bindings, scope: Scope = new Map()): Scalar {
  if (isVariable(template)) {
    const binding = bindings.get(template.tensor);
    if (!binding) throw new Error(`internal: ${template.tensor} is not bound`);
    const indices = template.indices.flatMap((index) => (index.kind === "index" ? (scope.get(index) ?? []) : []));
    return substitute(binding.body, new Map(binding.indices.map((index, at) => [index, indices[at] ?? index])));
  }
  if (template.kind !== "reduce") return mapScalar(template, (part) => instantiate(part, bindings, scope));
  const [index] = template.indices;
  const range = rangeOf(template.body, index, bindings);
  if (!index || !range) return mapScalar(template, (part) => instantiate(part, bindings, scope));
  return reduce(template.operator, range, instantiate(template.body, bindings, new Map([...scope, [index, range]])));
}

/** The indices that the pattern's index stood for: those of a metavariable that reads it. */
function rangeOf(body: Scalar, index: Index | undefined, bindings: Bindings): readonly Index[] | undefined {
  const reader = readsIn(body).find(
    ({ tensor, indices }) => tensor.startsWith("?") && indices.some((at) => at === index),
  );
  return reader && bindings.get(reader.tensor)?.indices;
}
