import type { Index } from "../equations/scalar.ts";
import type { Range, Statement, Value, Variable } from "../program/program.ts";
import type { Node, ReduceNode } from "./node.ts";

/** What is known of a node in the scope where it is computed. */
export interface Placement {
  readonly home: Scope;
  uses: number;
  /** Whether it is used in a loop further in than where it is computed. */
  hoisted: boolean;
  value: Value | undefined;
  /** The scopes of the sides of a lazy choice. */
  readonly sides: readonly [Scope, Scope] | undefined;
  /** The loops that compute a reduction, together with others. */
  readonly group: Group | undefined;
}

/** Reductions over the same indices, none of which depends on another: one loop nest computes them all. */
export interface Group {
  readonly members: ReduceNode[];
  /** The loops, the outermost first. */
  readonly scopes: readonly Scope[];
  /** Whether its loops are made; a reduction that comes later needs loops of its own. */
  done: boolean;
}

/** A stretch of statements that run together: the function, what is done for a tile, the body of a loop, a side of a branch. */
export class Scope {
  statements: Statement[] = [];
  readonly homes = new Map<Node, Placement>();
  /** What to call the values that have a name of their own. */
  readonly names = new Map<Node, string>();
  readonly groups = new Map<string, Group>();
  readonly kind: "function" | "tile" | "loop" | "branch";
  readonly parent: Scope | undefined;
  readonly index: Index | undefined;
  readonly variable: Variable | undefined;
  /** What a loop runs over, where that is not all of its dimension. */
  readonly range: Range | undefined;
  /** What the statements are about, for the names of what they accumulate. */
  subject = "";

  constructor(kind: Scope["kind"], parent?: Scope, index?: Index, variable?: Variable, range?: Range) {
    this.kind = kind;
    this.parent = parent;
    this.index = index;
    this.variable = variable;
    this.range = range;
  }

  /** This scope and those around it, from here outwards. */
  *outwards(): Generator<Scope> {
    yield this;
    if (this.parent) yield* this.parent.outwards();
  }

  /** The outermost scope in which the node can be computed, within its tile and the branches that `decide` whether it is. */
  homeOf(node: Node, decides: (branch: Scope) => boolean): Scope {
    for (const scope of this.outwards()) {
      const isBound = scope.index !== undefined && node.free.has(scope.index);
      if (isBound || !scope.parent || scope.kind === "tile" || (scope.kind === "branch" && decides(scope)))
        return scope;
    }
    throw new Error("internal: a scope outside the function");
  }

  /** Where the node is computed, seen from here, if it is known already. */
  find(node: Node): Placement | undefined {
    for (const scope of this.outwards()) {
      const placement = scope.homes.get(node);
      if (placement) return placement;
    }
    return undefined;
  }

  /** The name that a node has here, if it has one. */
  nameOf(node: Node): string | undefined {
    return this.names.get(node) ?? this.parent?.nameOf(node);
  }

  /** Whether a loop lies between here and the scope further out. */
  isInLoopWithin(outer: Scope): boolean {
    for (const scope of this.outwards()) {
      if (scope === outer) return false;
      if (scope.kind === "loop") return true;
    }
    return false;
  }

  /** The variable that holds the index here. */
  variableOf(index: Index): Variable {
    for (const scope of this.outwards()) {
      if (scope.index === index && scope.variable) return scope.variable;
    }
    throw new Error(`internal: index ${index.scope} ${index.number} is bound by no loop`);
  }

  /** The loops around, from the outermost to this. */
  loops(): Scope[] {
    return [...this.outwards()].filter(({ kind }) => kind === "loop").reverse();
  }
}
