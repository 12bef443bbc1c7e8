import type { ChooseNode, Node } from "./node.ts";

/** One side of a choice that is computed only where it is chosen, within the sides around it. */
export interface Branch {
  readonly around: Branch | undefined;
  readonly depth: number;
}

/**
 * The innermost branch that all uses of a node lie in, for every node below some roots. The nodes have a shape of
 * their own: what one uses is made before it, so each is seen after all that use it, and once.
 */
export class Branches {
  private readonly common = new Map<Node, Branch | undefined>();
  private readonly sides = new Map<ChooseNode, readonly [Branch, Branch]>();

  constructor(roots: readonly Node[]) {
    for (const root of roots) this.common.set(root, undefined);
    for (const node of reachable(roots).sort((a, b) => b.id - a.id)) this.use(node);
  }

  /** The sides of a choice, where it is one that waits for its test. */
  sidesOf(choice: ChooseNode): readonly [Branch, Branch] | undefined {
    return this.sides.get(choice);
  }

  /** Whether all uses of a node lie in a branch. */
  contains(branch: Branch, node: Node): boolean {
    let inner = this.common.get(node);
    while (inner && inner.depth > branch.depth) inner = inner.around;
    return inner === branch;
  }

  private use(node: Node): void {
    const around = this.common.get(node);
    if (node.kind !== "choose" || node.eager) {
      for (const part of partsOf(node)) this.join(part, around);
      return;
    }
    const depth = (around?.depth ?? 0) + 1;
    const sides = [
      { around, depth },
      { around, depth },
    ] as const;
    this.sides.set(node, sides);
    this.join(node.test, around);
    this.join(node.whenTrue, sides[0]);
    this.join(node.whenFalse, sides[1]);
  }

  private join(node: Node, branch: Branch | undefined): void {
    this.common.set(node, this.common.has(node) ? shared(this.common.get(node), branch) : branch);
  }
}

/** The innermost branch around both. */
function shared(a: Branch | undefined, b: Branch | undefined): Branch | undefined {
  let [left, right] = [a, b];
  while (left !== right) {
    if ((left?.depth ?? 0) >= (right?.depth ?? 0)) left = left?.around;
    else right = right?.around;
  }
  return left;
}

function reachable(roots: readonly Node[]): Node[] {
  const seen = new Set(roots);
  for (const node of seen) for (const part of partsOf(node)) seen.add(part);
  return [...seen];
}

type Parts = { readonly [K in Node["kind"]]: (node: Extract<Node, { kind: K }>) => readonly Node[] };

const none: readonly Node[] = [];

const parts: Parts = {
  number: () => none,
  extent: () => none,
  variable: () => none,
  datum: () => none,
  index: () => none,
  load: ({ at }) => [at],
  apply: ({ args }) => args,
  choose: ({ test, whenTrue, whenFalse }) => [test, whenTrue, whenFalse],
  reduce: ({ body }) => [body],
};

const partsOf = (node: Node): readonly Node[] => (parts[node.kind] as (node: Node) => readonly Node[])(node);
