import type { Index } from "../equations/scalar.ts";
import type { Statement, Value, Variable } from "../program/program.ts";
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

/** What a loop runs over, where that is not all of its dimension. */
export interface Range {
  readonly from: Value;
  readonly to: Value;
  readonly step: number;
}

/** A stretch of statements that run together: the function, the body of a loop, a side of a branch. */
export class Scope {
  statements: Statement[] = [];
  readonly homes = new Map<Node, Placement>();
  readonly groups = new Map<string, Group>();
  readonly kind: "function" | "loop" | "branch";
  readonly parent: Scope | undefined;
  readonly index: Index | undefined;
  readonly variable: Variable | undefined;
  readonly range: Range | undefined;

  constructor(kind: Scope["kind"], parent?: Scope, index?: Index, variable?: Variable, range?: Range) {
    this.kind = kind;
    this.parent = parent;
    this.index = index;
    this.variable = variable;
    this.range = range;
  }

  /** The outermost scope in which the node can be computed, without leaving a branch that decides whether it is. */
  homeOf(node: Node): Scope {
    let home: Scope = this;
    while (home.parent && !(home.index && node.free.has(home.index))) {
      if (home.kind === "branch" && !node.speculable) break;
      home = home.parent;
    }
    return home;
  }

  /** Where the node is computed, seen from here, if it is known already. */
  find(node: Node): Placement | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const placement = scope.homes.get(node);
      if (placement) return placement;
    }
    return undefined;
  }

  /** Whether a loop lies between here and the scope further out. */
  isInLoopWithin(outer: Scope): boolean {
    for (let scope: Scope | undefined = this; scope && scope !== outer; scope = scope.parent) {
      if (scope.kind === "loop") return true;
    }
    return false;
  }

  /** The variable that holds the index here. */
  variableOf(index: Index): Variable {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      if (scope.index === index && scope.variable) return scope.variable;
    }
    throw new Error(`internal: index ${index.scope} ${index.number} is bound by no loop`);
  }

  /** How many loops lie around. */
  loops(): Scope[] {
    const outer = this.parent?.loops() ?? [];
    return this.kind === "loop" ? [...outer, this] : outer;
  }
}
