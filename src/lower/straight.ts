import { axis, openIndex } from "../equations/leaves.ts";
import type { Dim } from "../equations/dim.ts";
import type { Kernel, Output } from "../equations/kernel.ts";
import type { Index } from "../equations/scalar.ts";
import type { Equation, Input } from "../equations/system.ts";
import * as make from "../program/build.ts";
import type { Buffer, Statement, Value, Variable } from "../program/program.ts";
import { Expansion, isSmall, locateInput, type Location, type Surroundings } from "./expand.ts";
import { NodeTable, type Node, type ReduceNode } from "./node.ts";
import { bufferOf, byEquation } from "./outputs.ts";
import { Placing } from "./place.ts";
import { accumulate, closeLoop, valueOf } from "./schedule.ts";
import { Scope, type Group } from "./scope.ts";
import type { StraightPlan } from "./straight-plan.ts";
import { unrolled } from "./unroll.ts";

/** What lowering makes of a kernel besides its sizes in memory. */
export interface Straight {
  readonly body: readonly Statement[];
  readonly result: Value | undefined;
}

/**
 * A kernel as straight-line code: each element of each equation is a value of its own, held in a local, and at most one
 * loop, over the samples, goes round all of them. `formula` is what stands above the values of an equation.
 */
export function straightLine(kernel: Kernel, plan: StraightPlan, formula: (equation: Equation) => string): Straight {
  return new StraightLine(kernel, plan, formula).program();
}

/** One element of what is asked for. */
interface Wanted {
  readonly node: Node;
  /** Where it is stored; nowhere where it is returned. */
  readonly stores: readonly { readonly buffer: Buffer; readonly at: Node }[];
  readonly isReturned: boolean;
  /** Whether there is one for each round of the loop. */
  readonly isLooped: boolean;
}

class StraightLine {
  private readonly kernel: Kernel;
  private readonly formula: (equation: Equation) => string;
  private readonly table = new NodeTable();
  private readonly root = new Scope("function");
  private readonly placing = new Placing(() => "i");
  private readonly loop: Scope;
  private readonly index: Index | undefined;
  private readonly group: Group;
  private readonly inputs: ReadonlyMap<string, Input>;
  private readonly equations: ReadonlyMap<string, Equation>;
  private readonly outputs: ReadonlyMap<string, readonly Output[]>;
  /** The elements made so far, by equation and by their subscripts. */
  private readonly elements = new Map<string, Map<string, Node>>();
  private readonly surroundings: Surroundings;

  constructor(kernel: Kernel, { loop }: StraightPlan, formula: (equation: Equation) => string) {
    this.kernel = kernel;
    this.formula = formula;
    this.index = loop && openIndex(loop);
    this.inputs = new Map(kernel.system.inputs.map((input) => [input.name, input]));
    this.equations = new Map(kernel.system.equations.map((equation) => [equation.name, equation]));
    this.outputs = byEquation(kernel.outputs);
    this.loop = this.index ? new Scope("loop", this.root, this.index, { hint: "i" }) : this.root;
    this.group = { members: [], scopes: this.index ? [this.loop] : [], done: false };
    // Every reduction over the loop's dimension is of stage 1: none waits for another.
    if (this.index) this.root.groups.set(`1 ${this.index.id}`, this.group);
    this.surroundings = {
      table: this.table,
      locate: (tensor) => this.locate(tensor),
      isSmall: (tensor) => isSmall(this.equations.get(tensor)?.body),
      loopOver: (dim) => (this.isLooped(dim) ? this.index : undefined),
    };
  }

  private isLooped(dim: Dim): boolean {
    return this.index?.dim.name === dim.name;
  }

  private locate(tensor: string): Location {
    const equation = this.equations.get(tensor);
    if (equation) return { kind: "elements", at: (subscripts) => this.element(equation, subscripts) };
    const input = this.inputs.get(tensor);
    if (!input) throw new Error(`internal: nothing is called ${tensor}`);
    return locateInput(this.table, input);
  }

  private element(equation: Equation, subscripts: readonly Node[]): Node {
    const made = this.elements.get(equation.name) ?? new Map<string, Node>();
    this.elements.set(equation.name, made);
    const key = subscripts.map(({ id }) => id).join();
    const known = made.get(key);
    if (known) return known;
    const bindings = new Map(subscripts.map((subscript, at) => [axis(at, equation.axes[at]!), subscript]));
    const loops = this.index ? [this.index] : [];
    const node = new Expansion(this.surroundings, equation.body, loops, bindings).node(equation.body);
    made.set(key, node);
    const numbers = subscripts.flatMap((part) => (part.kind === "number" ? [part.value] : []));
    if (!this.root.names.has(node)) this.root.names.set(node, [equation.name, ...numbers].join("_"));
    return node;
  }

  program(): Straight {
    const wanted = new Map(this.kernel.system.equations.map((equation) => [equation.name, this.wanted(equation)]));
    const sums = new Map([...wanted].map(([name, elements]) => [name, this.place(elements)]));
    for (const equation of this.kernel.system.equations) {
      this.inLoop(equation, wanted.get(equation.name) ?? [], sums.get(equation.name) ?? []);
    }
    this.group.done = true;
    if (this.index && this.loop.statements.length > 0) closeLoop(this.loop, this.root);
    const results = this.kernel.system.equations.map((equation) =>
      this.afterLoop(equation, wanted.get(equation.name) ?? []),
    );
    const result = results.find((value) => value !== undefined);
    return { body: this.root.statements, result };
  }

  /** Decides where the elements are computed; the sums over the loop that they are the first to need. */
  private place(elements: readonly Wanted[]): readonly ReduceNode[] {
    const before = this.group.members.length;
    const nodes = elements.flatMap(({ node, stores }) => [node, ...stores.map(({ at }) => at)]);
    this.placing.place(nodes, this.loop);
    return this.group.members.slice(before);
  }

  /** The elements of an equation that the caller gets. */
  private wanted(equation: Equation): Wanted[] {
    const outputs = this.outputs.get(equation.name) ?? [];
    if (outputs.length === 0) return [];
    const axes = equation.axes.map((dim, at) => axis(at, dim));
    return unrolled(
      this.table,
      axes.filter(({ dim }) => !this.isLooped(dim)),
    ).map((written) => {
      const subscripts = axes.map((index) => written.get(index) ?? this.table.index(this.index ?? index));
      const node = this.element(equation, subscripts);
      const offsets = new Expansion(this.surroundings, equation.body, this.index ? [this.index] : [], new Map());
      const at = offsets.offset(this.table.number(0), equation.axes, subscripts);
      const stores = outputs.flatMap((output) => bufferOf(output) ?? []).map((buffer) => ({ buffer, at }));
      const isReturned = outputs.some(({ kind }) => kind === "value");
      return { node, stores, isReturned, isLooped: [node, at].some((part) => this.isInLoop(part)) };
    });
  }

  private isInLoop(node: Node): boolean {
    return this.index !== undefined && node.free.has(this.index);
  }

  /** What the loop does for an equation: values that are used twice, elements of each sample, sums over them. */
  private inLoop(equation: Equation, wanted: readonly Wanted[], sums: readonly ReduceNode[]): void {
    const { loop, root, group } = this;
    this.section(loop, equation, () => {
      for (const node of this.elements.get(equation.name)?.values() ?? []) {
        const placement = loop.find(node);
        const isHere = this.index === undefined || this.isInLoop(node);
        if (placement && placement.uses > 1 && isHere) valueOf(node, loop);
      }
      for (const { node, stores } of wanted.filter(({ isLooped }) => isLooped)) this.store(node, stores, loop);
      for (const sum of sums) accumulate(sum, group, root);
    });
  }

  private afterLoop(equation: Equation, wanted: readonly Wanted[]): Value | undefined {
    const { root } = this;
    const late = wanted.filter(({ isLooped }) => !isLooped);
    let result: Value | undefined;
    this.section(root, equation, () => {
      for (const { node, stores, isReturned } of late) {
        this.store(node, stores, root);
        if (isReturned) result = this.returned(equation, node);
      }
    });
    return result;
  }

  private returned({ name }: Equation, node: Node): Value {
    const value = valueOf(node, this.root);
    if (value.kind === "variable" || value.kind === "number") return value;
    const variable: Variable = { hint: name };
    this.root.statements.push(make.define(variable, value));
    return make.get(variable);
  }

  private store(node: Node, stores: Wanted["stores"], scope: Scope): void {
    for (const { buffer, at } of stores) {
      scope.statements.push(make.store(buffer, valueOf(at, scope), valueOf(node, scope)));
    }
  }

  /** The statements that `make` appends to a scope, under the formula of the equation. */
  private section(scope: Scope, equation: Equation, makeStatements: () => void): void {
    const before = scope.statements;
    scope.statements = [];
    makeStatements();
    const made = scope.statements;
    scope.statements =
      made.length === 0 ? before : [...before, make.section(equation.name, this.formula(equation), made)];
  }
}
