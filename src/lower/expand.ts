import type { Condition, Index, Read, Reduce, Scalar } from "../equations/scalar.ts";
import type { Term } from "../equations/intern.ts";
import { children, everyPart } from "../equations/walk.ts";
import type { Dim } from "../equations/dim.ts";
import type { Input } from "../equations/system.ts";
import type { Buffer } from "../program/program.ts";
import { isNegative, toNumber } from "../util/rational.ts";
import { chained, linked } from "./chain.ts";
import { spellings, softplusTerms } from "./functions.ts";
import type { Node, NodeReduction, NodeTable } from "./node.ts";
import { loopOrder } from "./order.ts";
import { combined, unrolled, type Bindings } from "./unroll.ts";
import { expandPower, expandProduct, type Expanding } from "./product.ts";

/** Where the elements of a tensor are: one value, an array in memory, or each element a value of its own. */
export type Location =
  | { readonly kind: "value"; readonly node: Node }
  | { readonly kind: "array"; readonly buffer: Buffer; readonly base: Node; readonly axes: readonly Dim[] }
  | { readonly kind: "elements"; readonly at: (subscripts: readonly Node[]) => Node };

/** Where an input is: scalar data is passed as a number. */
export const locateInput = (table: NodeTable, { name, role, axes }: Input): Location =>
  role === "data" && axes.length === 0
    ? { kind: "value", node: table.datum(name) }
    : { kind: "array", buffer: { kind: role, name }, base: table.number(0), axes };

/** What an expansion knows: the tensors, and how reductions are made. */
export interface Surroundings {
  readonly table: NodeTable;
  readonly locate: (tensor: string) => Location;
  /** Whether the elements of a tensor are small logarithms. */
  readonly isSmall: (tensor: string) => boolean;
  /** Where the current tile starts in its dimension, where the dimension is that of a tile. */
  readonly startOf?: (dim: Dim) => Node | undefined;
  /** The index of the loop over a dimension, where reductions over it are one loop; the others are written out. */
  readonly loopOver?: (dim: Dim) => Index | undefined;
}

/**
 * Expands the body of one equation, for one lane of a block, into nodes. It remembers how deep each loop is, because
 * products are associated from the outermost loop inwards: what does not change in the inner loop is a node of its own.
 */
export class Expansion implements Expanding {
  readonly table: NodeTable;
  private readonly surroundings: Surroundings;
  private readonly loops: readonly Index[];
  private readonly bindings: Bindings;
  private readonly body: Scalar;
  private readonly depths = new Map<Index, number>();
  private readonly done = new Map<Scalar, Node>();
  private readonly uses: ReadonlyMap<Term, number>;

  constructor(surroundings: Surroundings, body: Scalar, loops: readonly Index[], bindings: Bindings) {
    this.table = surroundings.table;
    this.surroundings = surroundings;
    this.body = body;
    this.loops = loops;
    this.bindings = bindings;
    this.uses = countUses(body);
    loops.forEach((index, position) => this.depths.set(index, position + 1));
  }

  node(scalar: Scalar): Node {
    const found = this.done.get(scalar);
    if (found) return found;
    const node = (expansions[scalar.kind] as (scalar: Scalar, expansion: Expansion) => Node)(scalar, this);
    this.done.set(scalar, node);
    return node;
  }

  /** How deep the innermost loop is that the node changes in; 0 outside all loops. */
  depth(node: Node): number {
    let depth = 0;
    for (const index of node.free) depth = Math.max(depth, this.depths.get(index) ?? 0);
    return depth;
  }

  /** Whether more than one expression has this as a part. */
  isShared(scalar: Scalar): boolean {
    return (this.uses.get(scalar) ?? 0) > 1;
  }

  condition(condition: Condition): Node {
    return (conditions[condition.kind] as (condition: Condition, expansion: Expansion) => Node)(condition, this);
  }

  /** The value of an index; one of a tile is counted from where the tile starts. */
  index(index: Index): Node {
    const start = this.surroundings.startOf?.(index.dim);
    return start ? this.table.apply("add", start, this.withinTile(index)) : this.withinTile(index);
  }

  private withinTile(index: Index): Node {
    return this.bindings.get(index) ?? this.table.index(index);
  }

  read({ tensor, indices }: Read): Node {
    const location = this.surroundings.locate(tensor);
    if (location.kind === "value") return location.node;
    if (location.kind === "elements") return location.at(indices.map((index) => this.node(index)));
    const { axes, base, buffer } = location;
    const subscripts = this.subscripts(axes, indices);
    return this.table.load(buffer, this.offset(base, axes, subscripts), tensor, subscripts);
  }

  /** What stands for the indices of a read: an axis that holds one tile only is counted from its start. */
  subscripts(axes: readonly Dim[], indices: readonly Scalar[]): Node[] {
    return indices.map((index, position) => {
      const dim = axes[position];
      const isCut = index.kind === "index" && dim && this.surroundings.startOf?.(dim);
      return isCut ? this.withinTile(index) : this.node(index);
    });
  }

  /** Row-major: Σ subscript·stride, outer loops first and the constant last, so that each loop adds its own part. */
  offset(base: Node, axes: readonly Dim[], subscripts: readonly Node[]): Node {
    const { table } = this;
    let fixed = 0;
    const parts = subscripts.flatMap((subscript, position) => {
      const stride = strideOf(table, axes.slice(position + 1));
      return addendsOf(subscript).flatMap((addend) => {
        if (stride.kind !== "number" || addend.kind !== "apply" || addend.operator !== "add") {
          return table.apply("multiply", addend, stride);
        }
        const [index = addend, lane] = addend.args;
        if (lane?.kind !== "number") return table.apply("multiply", addend, stride);
        fixed += lane.value * stride.value;
        return table.apply("multiply", index, stride);
      });
    });
    parts.sort((a, b) => this.depth(a) - this.depth(b));
    const sum = parts.reduce((total, part) => table.apply("add", total, part), base);
    return table.apply("add", sum, table.number(fixed));
  }

  reduction(reduction: Reduce): Node {
    const { operator, body } = reduction;
    const indices = loopOrder(reduction);
    indices.forEach((index, position) => this.depths.set(index, 1e6 - 100 * reduction.height + position));
    if (operator === "logsumexp") return this.logSumExp(indices, body);
    return this.reduced(operator, indices, (inside) => inside.node(body));
  }

  /** A reduction in loops over all its indices, or in one loop with the others written out. */
  private reduced(operator: NodeReduction, indices: readonly Index[], element: (inside: Expansion) => Node): Node {
    const { table, surroundings } = this;
    const { loopOver } = surroundings;
    if (!loopOver) return table.reduce(operator, indices, element(this));
    const looped = indices.filter(({ dim }) => loopOver(dim) !== undefined);
    const loops = looped.map(({ dim }) => loopOver(dim)).filter((index) => index !== undefined);
    const fixed = new Map(looped.map((index, at) => [index, table.index(loops[at] ?? index)]));
    const elements = unrolled(
      table,
      indices.filter((index) => !looped.includes(index)),
    ).map((written) => element(this.inside(new Map([...fixed, ...written]))));
    if (loops.length === 0) return combined(table, operator, elements);
    const [only] = elements;
    return table.reduce(operator, loops, elements.length === 1 && only ? only : combined(table, operator, elements));
  }

  /** The same body where more indices stand for something else. */
  private inside(more: Bindings): Expansion {
    return new Expansion(this.surroundings, this.body, this.loops, new Map([...this.bindings, ...more]));
  }

  /** m + log Σ e^(x − m) with the largest m; where m is infinite, the sum is so too or empty, and shifting would give NaN. */
  private logSumExp(indices: readonly Index[], body: Scalar): Node {
    const { table } = this;
    const largest = this.reduced("max", indices, (inside) => inside.node(body));
    const isInfinite = table.apply("equal", table.apply("abs", largest), table.number(Infinity));
    const shift = table.choose(isInfinite, table.number(0), largest);
    const sum = this.reduced("sum", indices, (inside) =>
      table.apply("exp", table.apply("subtract", inside.node(body), shift)),
    );
    return table.apply("add", shift, table.apply("log", sum));
  }

  /** Positive terms first, so that no sum starts with a minus; small logarithms last, where they do not get lost. */
  sum(terms: readonly Scalar[]): Node {
    const { table } = this;
    const sorted: Addends = { plus: [], minus: [], last: [] };
    for (const term of terms) this.sort(term, sorted);
    const { plus, minus, last } = sorted;
    if (plus.length === 0) plus.push(...last.splice(0));
    const [first, ...others] = plus;
    const start = first ?? table.apply("negate", minus.shift() ?? table.number(0));
    const added = chained(table, "add", [start, ...others]);
    const subtracted = linked(table, "add", minus).reduce((sum, term) => table.apply("subtract", sum, term), added);
    return chained(table, "add", [subtracted, ...linked(table, "add", last)]);
  }

  private sort(term: Scalar, { plus, minus, last }: Addends): void {
    if (term.kind === "call" && term.fn === "softplus" && term.args[0]) {
      const [large, small] = softplusTerms(this.table, this.node(term.args[0]));
      plus.push(large);
      last.push(small);
    } else if (isSmall(term) || (term.kind === "read" && this.surroundings.isSmall(term.tensor))) {
      last.push(this.node(term));
    } else if (term.kind === "constant" && isNegative(term.value)) minus.push(this.table.number(-toNumber(term.value)));
    else if (isNegated(term)) minus.push(expandProduct(this, term.factors, true));
    else plus.push(this.node(term));
  }
}

/** A logarithm of nearly 1. */
export const isSmall = (scalar: Scalar | undefined): boolean => scalar?.kind === "call" && scalar.fn === "log1p";

interface Addends {
  readonly plus: Node[];
  readonly minus: Node[];
  readonly last: Node[];
}

function isNegated(term: Scalar): term is Extract<Scalar, { kind: "mul" }> {
  const first = term.kind === "mul" ? term.factors[0] : undefined;
  return first?.kind === "constant" && isNegative(first.value);
}

/** The start of a tile and what is counted from there. */
const addendsOf = (subscript: Node): readonly Node[] =>
  subscript.kind === "apply" && subscript.operator === "add" && subscript.args[0]?.kind === "variable"
    ? subscript.args
    : [subscript];

const strideOf = (table: NodeTable, axes: readonly Dim[]): Node =>
  axes.reduce((product, dim) => table.apply("multiply", product, sizeNode(table, dim)), table.number(1));

/** The size of a dimension as a node. */
export const sizeNode = (table: NodeTable, dim: Dim): Node =>
  dim.size === undefined ? table.extent(dim.name) : table.number(dim.size);

type Expand = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, expansion: Expansion) => Node };

const expansions: Expand = {
  constant: ({ value }, { table }) => table.number(toNumber(value)),
  extent: ({ dim }, { table }) => table.extent(dim.name),
  index: (index, expansion) => expansion.index(index),
  read: (read, expansion) => expansion.read(read),
  add: ({ terms }, expansion) => expansion.sum(terms),
  mul: ({ factors }, expansion) => expandProduct(expansion, factors, false),
  power: ({ base, exponent }, expansion) => expandPower(expansion.table, expansion.node(base), exponent),
  call: ({ fn, args }, expansion) => {
    const nothing = expansion.table.number(0);
    const [x = nothing, y = nothing] = args.map((arg) => expansion.node(arg));
    return spellings[fn](expansion.table, x, y);
  },
  select: ({ condition, whenTrue, whenFalse }, expansion) =>
    expansion.table.choose(expansion.condition(condition), expansion.node(whenTrue), expansion.node(whenFalse)),
  reduce: (reduction, expansion) => expansion.reduction(reduction),
};

type ExpandCondition = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, expansion: Expansion) => Node;
};

const junction = (kind: "and" | "or", given: readonly Condition[], expansion: Expansion): Node =>
  chained(
    expansion.table,
    kind,
    given.map((condition) => expansion.condition(condition)),
  );

const conditions: ExpandCondition = {
  truth: ({ value }, { table }) => table.apply("equal", table.number(0), table.number(value ? 0 : 1)),
  less: ({ left, right }, expansion) => expansion.table.apply("less", expansion.node(left), expansion.node(right)),
  lessOrEqual: ({ left, right }, expansion) =>
    expansion.table.apply("lessOrEqual", expansion.node(left), expansion.node(right)),
  equal: ({ left, right }, expansion) => expansion.table.apply("equal", expansion.node(left), expansion.node(right)),
  not: ({ condition }, expansion) => expansion.table.apply("not", expansion.condition(condition)),
  and: ({ conditions: given }, expansion) => junction("and", given, expansion),
  or: ({ conditions: given }, expansion) => junction("or", given, expansion),
};

/** In how many places each part of a body occurs as a part of another, each looked into once. */
function countUses(body: Scalar): ReadonlyMap<Term, number> {
  const uses = new Map<Term, number>();
  for (const part of everyPart(body).flatMap(children)) uses.set(part, (uses.get(part) ?? 0) + 1);
  return uses;
}
