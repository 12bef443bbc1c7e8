import type { Index } from "../equations/scalar.ts";
import type { Buffer, Operator, Variable } from "../program/program.ts";

/**
 * A scalar expression in the operations that a target has: offsets into buffers are explicit, functions are spelled
 * stably, only reductions are still to be made into loops. Nodes are interned within one function, so whatever two
 * equations or two lanes of a block have in common is one node.
 */
export type Node =
  NumberNode | ExtentNode | VariableNode | DatumNode | IndexNode | LoadNode | ApplyNode | ChooseNode | ReduceNode;

interface Interned {
  readonly id: number;
  /** The loop indices that occur free. */
  readonly free: ReadonlySet<Index>;
  /** How many reductions depend on one another below: two of the same stage never do. */
  readonly stage: number;
  /** Cheap and safe to compute without need: arithmetic on indices, sizes and locals. */
  readonly speculable: boolean;
}

export interface NumberNode extends Interned {
  readonly kind: "number";
  readonly value: number;
}
export interface ExtentNode extends Interned {
  readonly kind: "extent";
  readonly dim: string;
}
export interface VariableNode extends Interned {
  readonly kind: "variable";
  readonly variable: Variable;
}
export interface DatumNode extends Interned {
  readonly kind: "datum";
  readonly name: string;
}
export interface IndexNode extends Interned {
  readonly kind: "index";
  readonly index: Index;
}
export interface LoadNode extends Interned {
  readonly kind: "load";
  readonly buffer: Buffer;
  readonly at: Node;
  /** The tensor and the indices it is read at, for a name. */
  readonly tensor: string;
  readonly subscripts: readonly Node[];
}
export interface ApplyNode extends Interned {
  readonly kind: "apply";
  readonly operator: Operator;
  readonly args: readonly Node[];
}
export interface ChooseNode extends Interned {
  readonly kind: "choose";
  readonly test: Node;
  readonly whenTrue: Node;
  readonly whenFalse: Node;
  /** Whether the sides may be computed before it is known which is wanted. */
  readonly eager: boolean;
}
export type NodeReduction = "sum" | "prod" | "max" | "min" | "argmax" | "argmin";
export interface ReduceNode extends Interned {
  readonly kind: "reduce";
  readonly operator: NodeReduction;
  readonly indices: readonly Index[];
  readonly body: Node;
}

type Shape<N extends Node> = N extends Node ? Omit<N, keyof Interned> : never;

const cheap: ReadonlySet<Operator> = new Set<Operator>([
  "add",
  "subtract",
  "multiply",
  "divide",
  "negate",
  "remainder",
]);

/** The nodes of one function. */
export class NodeTable {
  private readonly nodes = new Map<string, Node>();
  private readonly variables = new Map<Variable, number>();

  number(value: number): Node {
    return this.leaf(`number ${Object.is(value, -0) ? "-0" : String(value)}`, { kind: "number", value });
  }

  extent(dim: string): Node {
    return this.leaf(`extent ${dim}`, { kind: "extent", dim });
  }

  variable(variable: Variable): Node {
    const number = this.variables.get(variable) ?? this.variables.size;
    this.variables.set(variable, number);
    return this.leaf(`variable ${number}`, { kind: "variable", variable });
  }

  datum(name: string): Node {
    return this.leaf(`datum ${name}`, { kind: "datum", name });
  }

  index(index: Index): Node {
    return this.make(`index ${index.id}`, { kind: "index", index }, [], true, new Set([index]));
  }

  load(buffer: Buffer, at: Node, tensor: string, subscripts: readonly Node[]): Node {
    const key = `load ${buffer.kind} ${"name" in buffer ? JSON.stringify(buffer.name) : ""} ${tensor} ${at.id}`;
    return this.make(key, { kind: "load", buffer, at, tensor, subscripts }, [at], false);
  }

  apply(operator: Operator, ...args: readonly Node[]): Node {
    const folded = fold(operator, args);
    if (typeof folded === "number") return this.number(folded);
    if (folded) return folded;
    const speculable = cheap.has(operator) && args.every((arg) => arg.speculable);
    return this.make(`${operator} ${ids(args)}`, { kind: "apply", operator, args }, args, speculable);
  }

  choose(test: Node, whenTrue: Node, whenFalse: Node, eager = false): Node {
    const decision = decided(test);
    if (decision !== undefined) return decision ? whenTrue : whenFalse;
    const parts = [test, whenTrue, whenFalse];
    return this.make(
      `choose ${eager} ${ids(parts)}`,
      { kind: "choose", test, whenTrue, whenFalse, eager },
      parts,
      false,
    );
  }

  reduce(operator: NodeReduction, indices: readonly Index[], body: Node): Node {
    const free = new Set(body.free);
    for (const index of indices) free.delete(index);
    const key = `reduce ${operator} ${indices.map(({ id }) => id).join()} ${body.id}`;
    return this.make(key, { kind: "reduce", operator, indices, body }, [body], false, free);
  }

  private leaf(key: string, shape: Shape<Node>): Node {
    return this.make(key, shape, [], true);
  }

  private make(
    key: string,
    shape: Shape<Node>,
    parts: readonly Node[],
    speculable: boolean,
    free: ReadonlySet<Index> = union(parts),
  ): Node {
    const existing = this.nodes.get(key);
    if (existing) return existing;
    const below = parts.reduce((most, part) => Math.max(most, part.stage), 0);
    const stage = below + (shape.kind === "reduce" ? 1 : 0);
    const node: Node = { ...shape, id: this.nodes.size, free, stage, speculable };
    this.nodes.set(key, node);
    return node;
  }
}

const ids = (nodes: readonly Node[]): string => nodes.map(({ id }) => id).join();

function union(parts: readonly Node[]): ReadonlySet<Index> {
  const [only] = parts;
  if (parts.length === 1 && only) return only.free;
  return new Set(parts.flatMap((part) => [...part.free]));
}

const isNumber = (node: Node | undefined, value: number): boolean => node?.kind === "number" && node.value === value;

/** Whether a test holds that only compares numbers, as it does where indices are written out. */
function decided(test: Node): boolean | undefined {
  if (test.kind !== "apply") return undefined;
  const [a, b] = test.args;
  if (test.operator === "not" && a) {
    const inner = decided(a);
    return inner === undefined ? undefined : !inner;
  }
  if (test.operator !== "equal" || a?.kind !== "number" || b?.kind !== "number") return undefined;
  return a.value === b.value;
}

type Fold = (a: Node, b: Node | undefined) => Node | number | undefined;

/** Arithmetic on whole numbers, which is exact. */
const exactly =
  (compute: (a: number, b: number) => number): Fold =>
  (a, b) => {
    if (a.kind !== "number" || b?.kind !== "number") return undefined;
    const value = compute(a.value, b.value);
    return [a.value, b.value, value].every(Number.isSafeInteger) ? value : undefined;
  };
const addExactly = exactly((a, b) => a + b);
const multiplyExactly = exactly((a, b) => a * b);

/** x + 0, x·1 and the like. */
const folds: { readonly [O in Operator]?: Fold } = {
  add: (a, b) => (isNumber(a, 0) ? b : isNumber(b, 0) ? a : addExactly(a, b)),
  multiply: (a, b) => (isNumber(a, 1) ? b : isNumber(b, 1) ? a : multiplyExactly(a, b)),
  divide: (a, b) => (isNumber(b, 1) ? a : undefined),
  subtract: (a, b) => (isNumber(b, 0) ? a : undefined),
  negate: (a) => (a.kind === "number" ? -a.value : undefined),
};

const fold = (operator: Operator, [a, b]: readonly Node[]): Node | number | undefined => a && folds[operator]?.(a, b);
