import type { Index } from "../equations/scalar.ts";
import type { Range } from "../program/program.ts";
import { Branches, type Branch } from "./branches.ts";
import type { ApplyNode, ChooseNode, Node, ReduceNode } from "./node.ts";
import { Scope, type Group, type Placement } from "./scope.ts";

/** Whether a node is spelled where it is used, however often that is. */
export function isTrivial(node: Node): boolean {
  if (node.kind === "apply") {
    const [x, y] = node.args;
    const isNext = node.operator === "add" && x?.kind === "index" && y?.kind === "number";
    return isNext || asksForFirst(node);
  }
  return (
    node.kind === "number" ||
    node.kind === "extent" ||
    node.kind === "variable" ||
    node.kind === "datum" ||
    node.kind === "index"
  );
}

/** Whether it says that a tile is the first, or that several are. */
function asksForFirst({ operator, args: [x, y] }: ApplyNode): boolean {
  if (operator === "equal") return x?.kind === "variable" && y?.kind === "number";
  const areTests = [x, y].every((test) => test?.kind === "apply" && asksForFirst(test));
  return operator === "and" && areTests;
}

/** Whether what is below a node is computed in scopes of its own. */
const opensScopes = (node: Node): boolean => node.kind === "reduce" || (node.kind === "choose" && !node.eager);

/**
 * Decides where each node below some roots is computed, before any statement is made: in the outermost scope that has
 * its indices. What every run needs is placed first, then the sides of choices, level by level, so that a side uses
 * what is there anyway and computes the rest itself. But a loop or a choice that several branches need is made once,
 * in what is around them all: with choices in choices, there would be twice as many at each level.
 */
export class Placing {
  private readonly later: (() => void)[] = [];
  private readonly branches = new Map<Scope, Branch>();
  private uses = new Branches([]);
  private readonly name: (index: Index, within: Scope) => string;
  private readonly rangeOf: (index: Index) => Range | undefined;

  constructor(
    name: (index: Index, within: Scope) => string,
    rangeOf: (index: Index) => Range | undefined = () => undefined,
  ) {
    this.name = name;
    this.rangeOf = rangeOf;
  }

  place(roots: readonly Node[], scope: Scope): void {
    this.uses = new Branches(roots);
    for (const root of roots) this.visit(root, scope);
    for (let step = this.later.shift(); step; step = this.later.shift()) step();
  }

  private visit(node: Node, from: Scope): void {
    if (isTrivial(node)) return;
    const known = from.find(node);
    if (known) {
      known.uses++;
      known.hoisted ||= from.isInLoopWithin(known.home);
      return;
    }
    const home = this.homeOf(node, from);
    const placement: Placement = {
      home,
      uses: 1,
      hoisted: from.isInLoopWithin(home),
      value: undefined,
      sides: node.kind === "choose" ? this.sidesOf(node, home) : undefined,
      group: node.kind === "reduce" ? this.join(node, home) : undefined,
    };
    home.homes.set(node, placement);
    (this.below[node.kind] as (node: Node, placement: Placement) => void)(node, placement);
  }

  /** The outermost scope in which the node can be computed, within its tile and the branch that decides whether it is. */
  private homeOf(node: Node, from: Scope): Scope {
    return from.homeOf(node, (scope) => {
      if (node.speculable) return false;
      const branch = this.branches.get(scope);
      return !branch || !opensScopes(node) || this.uses.contains(branch, node);
    });
  }

  private sidesOf(choice: ChooseNode, home: Scope): readonly [Scope, Scope] | undefined {
    const branches = this.uses.sidesOf(choice);
    if (!branches) return undefined;
    const sides = [new Scope("branch", home), new Scope("branch", home)] as const;
    sides.forEach((side, at) => this.branches.set(side, branches[at]!));
    return sides;
  }

  private readonly below: { readonly [K in Node["kind"]]: (node: Extract<Node, { kind: K }>, at: Placement) => void } =
    {
      number: () => undefined,
      extent: () => undefined,
      variable: () => undefined,
      datum: () => undefined,
      index: () => undefined,
      load: ({ at }, { home }) => {
        this.visit(at, home);
      },
      apply: ({ args }, { home }) => {
        for (const arg of args) this.visit(arg, home);
      },
      choose: ({ test, whenTrue, whenFalse }, { home, sides }) => {
        this.visit(test, home);
        if (sides) {
          this.later.push(() => {
            this.visit(whenTrue, sides[0]);
          });
          this.later.push(() => {
            this.visit(whenFalse, sides[1]);
          });
        } else {
          this.visit(whenTrue, home);
          this.visit(whenFalse, home);
        }
      },
      reduce: ({ body }, { group }) => {
        const innermost = group?.scopes.at(-1);
        if (innermost) this.visit(body, innermost);
      },
    };

  private join(node: ReduceNode, home: Scope): Group {
    const key = `${node.stage} ${node.indices.map(({ id }) => id).join()}`;
    const open = home.groups.get(key);
    const group: Group =
      open && !open.done ? open : { members: [], scopes: this.nest(node.indices, home), done: false };
    home.groups.set(key, group);
    group.members.push(node);
    return group;
  }

  /** Loops over dimensions, or the current tile of them, each inside the one before. */
  nest(indices: readonly Index[], home: Scope): Scope[] {
    const scopes: Scope[] = [];
    for (const index of indices) {
      const parent = scopes.at(-1) ?? home;
      scopes.push(new Scope("loop", parent, index, { hint: this.name(index, parent) }, this.rangeOf(index)));
    }
    return scopes;
  }
}
