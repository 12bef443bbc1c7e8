import type { Index } from "../equations/scalar.ts";
import type { Range } from "../program/program.ts";
import type { ApplyNode, Node, ReduceNode } from "./node.ts";
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

/**
 * Decides where each node below some roots is computed, before any statement is made: in the outermost scope that has
 * its indices. What every run needs is placed first, then the sides of choices, level by level, so that a side uses
 * what is there anyway and computes the rest itself.
 */
export class Placing {
  private readonly later: (() => void)[] = [];
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
    const home = from.homeOf(node);
    const placement: Placement = {
      home,
      uses: 1,
      hoisted: from.isInLoopWithin(home),
      value: undefined,
      sides: node.kind === "choose" && !node.eager ? [new Scope("branch", home), new Scope("branch", home)] : undefined,
      group: node.kind === "reduce" ? this.join(node, home) : undefined,
    };
    home.homes.set(node, placement);
    (this.below[node.kind] as (node: Node, placement: Placement) => void)(node, placement);
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
