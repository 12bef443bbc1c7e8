import type { Dim } from "../equations/dim.ts";
import { axis, zero } from "../equations/leaves.ts";
import type { Kernel, Output } from "../equations/kernel.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation, Input } from "../equations/system.ts";
import * as make from "../program/build.ts";
import type { WholePlan } from "../program/plan.ts";
import type { Buffer, Dtype, Program, Range, Signature, Slot, Value, Variable } from "../program/program.ts";
import { flatDim } from "../program/size.ts";
import { allocate, tensorsIn, type Wanted } from "./allocate.ts";
import { blockOf } from "./block.ts";
import { demandsOf } from "./demands.ts";
import { Expansion, isSmall, locateInput, sizeNode, type Location } from "./expand.ts";
import { NodeTable, type Node } from "./node.ts";
import { Placing } from "./place.ts";
import { bufferOf, byEquation } from "./outputs.ts";
import { closeLoop, valueOf } from "./schedule.ts";
import { Scope } from "./scope.ts";
import { isTileLoop, tasksIn, type Step, type Task, type TileLoop } from "./steps.ts";
import { planTiles, type TilePlan } from "./tile-plan.ts";
import { TileScope } from "./tile-scope.ts";
import type { Bindings } from "./unroll.ts";

export interface LoweringOptions {
  readonly dtype: Dtype;
  readonly formula: (equation: Equation) => string;
  readonly plan: WholePlan;
}

const letters = ["i", "j", "k", "l", "p", "q", "r", "s", "t", "u", "v", "w"];

type ArrayLocation = Extract<Location, { kind: "array" }>;

/** A kernel as loops: over tiles where samples are independent, over the axes of each equation, over what it sums. */
export class Lowering {
  private readonly table = new NodeTable();
  private readonly root = new Scope("function");
  /** What the current equation is computed in: the function, or what is done for a tile. */
  private home = this.root;
  private readonly open: TileScope[] = [];
  private readonly placing = new Placing(
    (index, within) => this.indexName(index, within),
    (index) => this.tileScope(index.dim)?.range,
  );
  private readonly inputs: ReadonlyMap<string, Input>;
  private readonly tasks: ReadonlyMap<string, Task>;
  private readonly outputs: ReadonlyMap<string, readonly Output[]>;
  private readonly plan: TilePlan;
  private readonly slots: ReadonlyMap<string, Slot>;
  private readonly workLength: Program["workLength"];
  private readonly scalars = new Map<string, Variable>();
  private readonly blockEnds = new Map<string, Value>();
  private axisNames: readonly string[] = [];
  private readonly kernel: Kernel;
  private readonly options: LoweringOptions;

  constructor(kernel: Kernel, options: LoweringOptions) {
    this.kernel = kernel;
    this.options = options;
    this.inputs = new Map(kernel.system.inputs.map((input) => [input.name, input]));
    this.outputs = byEquation(kernel.outputs);
    const isIntermediate = ({ name, axes }: Equation): boolean => axes.length > 0 && !this.outputBuffer(name);
    this.plan = planTiles(kernel, isIntermediate, options.plan.tile);
    this.tasks = new Map(tasksIn(this.plan.steps).map((task) => [task.equation.name, task]));
    const { slots, workLength } = allocate(this.plan.steps, (task): Wanted[] => {
      const { name, axes } = task.equation;
      const kept = isIntermediate(task.equation) ? [{ name, axes }] : [];
      return this.isCarried(task) ? [...kept, { name: carryOf(name), axes }] : kept;
    });
    this.slots = slots;
    this.workLength = workLength;
  }

  program(): Omit<Program, "counts" | "shares" | "unrolling"> {
    const { kernel, plan, root } = this;
    for (const step of plan.steps) this.step(step);
    const value = kernel.outputs.find(({ kind }) => kind === "value");
    const reads = new Set(kernel.system.equations.flatMap(({ body: scalar }) => [...tensorsIn(scalar)]));
    return {
      signature: this.signature(),
      reads: kernel.system.inputs.filter(({ name }) => reads.has(name)).map(({ name }) => name),
      demands: demandsOf(kernel),
      slots: [...this.slots.values()],
      workLength: this.workLength,
      tiles: plan.tilings.map(({ dim, tile, most }) => ({ name: tile.name, dim, most })),
      obstacles: plan.obstacles,
      body: root.statements,
      result: value && make.get(this.scalarVariable(value.equation)),
    };
  }

  private signature(): Signature {
    const { request } = this.kernel;
    if (request.kind !== "predict") return request;
    return { ...request, axes: this.tasks.get(request.of)?.shown.axes ?? [] };
  }

  private scalarVariable(name: string): Variable {
    const variable = this.scalars.get(name);
    if (!variable) throw new Error(`internal: the scalar ${name} is used before it is computed`);
    return variable;
  }

  /** Where the caller wants the equation, first of all. */
  private outputBuffer(equation: string): Buffer | undefined {
    return this.outputBuffers(equation)[0];
  }

  private outputBuffers(equation: string): readonly Buffer[] {
    return (this.outputs.get(equation) ?? []).flatMap((output) => bufferOf(output) ?? []);
  }

  private locate(tensor: string): Location {
    const { table } = this;
    const scalar = this.scalars.get(tensor);
    if (scalar) return { kind: "value", node: table.variable(scalar) };
    const input = this.inputs.get(tensor);
    if (input) return locateInput(this.table, input);
    const task = this.tasks.get(tensor);
    if (!task) throw new Error(`internal: nothing is called ${tensor}`);
    return this.locateTask(task);
  }

  private locateTask({ equation, shown }: Task): ArrayLocation {
    const slot = this.slots.get(equation.name);
    if (slot) return this.locateSlot(slot, equation.axes);
    const buffer = this.outputBuffer(equation.name) ?? { kind: "work" };
    return { kind: "array", buffer, base: this.table.number(0), axes: shown.axes };
  }

  private locateSlot({ variable }: Slot, axes: readonly Dim[]): ArrayLocation {
    return { kind: "array", buffer: { kind: "work" }, base: this.table.variable(variable), axes };
  }

  /** In single precision, what tiles add up in an array is kept with a second number for what rounding leaves off. */
  private isCarried({ equation, sum }: Task): boolean {
    return this.options.dtype === "f32" && sum !== undefined && equation.axes.length > 0;
  }

  private step(step: Step): void {
    if (isTileLoop(step)) this.tileLoop(step);
    else this.task(step);
  }

  private tileLoop({ tiling, body }: TileLoop): void {
    const outer = this.home;
    const sums = tasksIn(body).filter(({ sum }) => sum?.over[0] === tiling);
    for (const task of sums) if (task.equation.axes.length === 0) this.startScalar(task);
    const tile = new TileScope(this.table, tiling, outer);
    this.home = tile.scope;
    this.open.push(tile);
    for (const step of body) this.step(step);
    this.open.pop();
    this.home = outer;
    tile.close(outer);
    if (outer !== this.root) return;
    for (const { equation, shown } of tasksIn(body)) {
      if (equation.axes.length === 0) this.storeScalar(equation);
      else this.copies(shown);
    }
  }

  /** The loop whose tiles such a dimension has. */
  private tileScope(dim: Dim): TileScope | undefined {
    return this.open.find(({ tiling }) => tiling.tile.name === dim.name);
  }

  private task(task: Task): void {
    const { equation, shown, sum } = task;
    this.section(task, () => {
      if (equation.axes.length > 0) this.array(task);
      else if (sum) this.addToScalar(equation);
      else this.scalar(equation);
      if (this.open.length > 0) return;
      if (equation.axes.length === 0) this.storeScalar(equation);
      else this.copies(shown);
    });
  }

  /** The statements that are made for a task, under its formula. */
  private section({ shown }: Task, makeStatements: () => void): void {
    const { home } = this;
    const before = home.statements;
    home.statements = [];
    this.root.subject = home.subject = shown.name;
    this.axisNames = shown.origin.axisNames ?? [];
    makeStatements();
    home.statements = [...before, make.section(shown.name, this.options.formula(shown), home.statements)];
  }

  private expansion({ axes, body }: Pick<Equation, "axes" | "body">, lanes: Bindings): Expansion {
    const surroundings = {
      table: this.table,
      locate: (tensor: string) => this.locate(tensor),
      startOf: (dim: Dim) => this.tileScope(dim)?.start,
      isSmall: (tensor: string) => isSmall(this.tasks.get(tensor)?.equation.body),
    };
    return new Expansion(surroundings, body, indicesOf(axes), lanes);
  }

  private valueAtHome(body: Scalar): Value {
    const node = this.expansion({ axes: [], body }, new Map()).node(body);
    this.placing.place([node], this.home);
    return valueOf(node, this.home);
  }

  private scalar({ name, body }: Equation): void {
    const variable: Variable = { hint: name };
    this.home.statements.push(make.define(variable, this.valueAtHome(body)));
    this.scalars.set(name, variable);
  }

  /** What tiles will add to, and before it the computation of what it is without them. */
  private startScalar(task: Task): void {
    const { name } = task.equation;
    const variable: Variable = { hint: name };
    let start = make.number(0);
    if (task.sum && task.sum.start !== zero) {
      const begin: Variable = { hint: `${name}Start` };
      const { start: body } = task.sum;
      this.section(task, () => this.home.statements.push(make.define(begin, this.valueAtHome(body))));
      start = make.get(begin);
    }
    this.home.statements.push(make.declare(variable, start));
    this.scalars.set(name, variable);
  }

  private addToScalar({ name, body }: Equation): void {
    this.home.statements.push(make.assign(this.scalarVariable(name), this.valueAtHome(body), "add"));
  }

  private storeScalar({ name }: Equation): void {
    for (const buffer of this.outputBuffers(name)) {
      this.home.statements.push(make.store(buffer, make.number(0), make.get(this.scalarVariable(name))));
    }
  }

  private array(task: Task): void {
    const { axes, body } = task.equation;
    const indices = indicesOf(axes);
    const lanes = blockOf(body, indices, this.options.plan.block);
    this.nest({ task, indices, lanes }, this.home, [new Map()]);
  }

  private copies(equation: Equation): void {
    const [, ...others] = this.outputBuffers(equation.name);
    for (const buffer of others) this.copy(equation, buffer);
  }

  /** The loops over the axes from some depth inwards: first in whole blocks, then over what is left of each axis. */
  private nest(plan: Nest, outer: Scope, lanes: readonly Bindings[]): void {
    const index = plan.indices[outer.loops().length];
    if (!index) {
      this.elements(plan.task, outer, lanes);
      return;
    }
    const count = plan.lanes[outer.loops().length] ?? 1;
    for (const { range, width } of this.pieces(index.dim, count)) {
      const scope = new Scope("loop", outer, index, { hint: this.indexName(index, outer) }, range);
      const wider = lanes.flatMap((lane) =>
        Array.from({ length: width }, (_, offset) => new Map(lane).set(index, this.lane(index, offset))),
      );
      this.nest(plan, scope, wider);
      closeLoop(scope, outer);
    }
  }

  private lane(index: Index, offset: number): Node {
    return this.table.apply("add", this.table.index(index), this.table.number(offset));
  }

  /** The whole blocks of a dimension or a tile of it and the rest, as far as there may be any. */
  private pieces(dim: Dim, width: number): { readonly range: Range; readonly width: number }[] {
    const size = dim.size === undefined ? make.extentOf(dim.name) : make.number(dim.size);
    const { to } = this.tileScope(dim)?.range ?? { to: size };
    if (width === 1) return [{ range: { from: make.number(0), to, step: 1 }, width: 1 }];
    const end = this.blockEnd(dim, to, width);
    const whole = { range: { from: make.number(0), to: end, step: width }, width };
    const rest = { range: { from: end, to, step: 1 }, width: 1 };
    return to.kind === "number" && to.value % width === 0 ? [whole] : [whole, rest];
  }

  private blockEnd(dim: Dim, size: Value, width: number): Value {
    if (size.kind === "number") return make.number(size.value - (size.value % width));
    const tile = this.tileScope(dim);
    const known = this.blockEnds.get(`${width} ${dim.name}`);
    if (known) return known;
    const variable: Variable = { hint: `${tile ? "count" : dim.name}By${width}` };
    const rest = make.apply("remainder", size, make.number(width));
    const { statements } = tile?.scope ?? this.root;
    statements.push(make.define(variable, make.apply("subtract", size, rest)));
    const end = make.get(variable);
    this.blockEnds.set(`${width} ${dim.name}`, end);
    return end;
  }

  /** The elements of all lanes, computed side by side and then stored. */
  private elements(task: Task, scope: Scope, lanes: readonly Bindings[]): void {
    const { equation } = task;
    const location = this.locateTask(task);
    const indices = indicesOf(equation.axes);
    const elements = lanes.map((lane) => {
      const expansion = this.expansion(equation, lane);
      const at = this.offset(expansion, location, indices);
      const carry = this.isCarried(task) ? this.carry(task, expansion, indices) : undefined;
      const value = this.added(task, { expansion, lane, buffer: location.buffer, at, carry });
      return { value, at, carry };
    });
    this.placing.place(
      elements.flatMap(({ value, at, carry }): Node[] => [value, at, ...(carry ? [carry] : [])]),
      scope,
    );
    const values = elements.map(({ value }) => valueOf(value, scope));
    elements.forEach(({ at, carry }, position) => {
      const value = values[position] ?? make.number(NaN);
      const stored = { buffer: location.buffer, at: valueOf(at, scope) };
      if (carry) this.storeCarried(stored, valueOf(carry, scope), value, scope);
      else scope.statements.push(make.store(stored.buffer, stored.at, value));
    });
  }

  private offset(expansion: Expansion, { base, axes }: ArrayLocation, indices: readonly Index[]): Node {
    return expansion.offset(base, axes, expansion.subscripts(axes, indices));
  }

  private carry({ equation }: Task, expansion: Expansion, indices: readonly Index[]): Node {
    const slot = this.slots.get(carryOf(equation.name));
    if (!slot) throw new Error(`internal: ${equation.name} has no place for its carry`);
    return this.offset(expansion, this.locateSlot(slot, equation.axes), indices);
  }

  /** An element, or what it is after this tile: what it was after the one before, or at first, and what the tile adds. */
  private added({ equation, sum }: Task, { expansion, lane, buffer, at, carry }: Element): Node {
    const { table } = this;
    const value = expansion.node(equation.body);
    if (!sum) return value;
    const start = this.expansion({ axes: equation.axes, body: sum.start }, lane).node(sum.start);
    const before = table.load(buffer, at, equation.name, []);
    const previous = carry
      ? table.apply("add", before, table.load({ kind: "work" }, carry, carryOf(equation.name), []))
      : before;
    const firsts = this.open.filter(({ tiling }) => sum.over.includes(tiling)).map(({ isFirst }) => isFirst);
    const isFirst = firsts.reduce((all, first) => table.apply("and", all, first));
    return table.apply("add", table.choose(isFirst, start, previous), value);
  }

  /** Stores a sum, and what the array's precision leaves off where another tile will add to it. */
  private storeCarried(to: { buffer: Buffer; at: Value }, carry: Value, value: Value, scope: Scope): void {
    const total: Variable = { hint: "total" };
    const rest = make.apply("subtract", make.get(total), make.load(to.buffer, to.at));
    scope.statements.push(
      make.define(total, value),
      make.store(to.buffer, to.at, make.get(total)),
      make.store({ kind: "work" }, carry, rest),
    );
  }

  private copy(equation: Equation, to: Buffer): void {
    const { buffer } = this.locate(equation.name) as ArrayLocation;
    const index: Variable = { hint: "i" };
    const dims = equation.axes.map((dim) => sizeNode(this.table, dim));
    const length = dims.reduce((product, dim) => this.table.apply("multiply", product, dim));
    this.placing.place([length], this.root);
    const element = make.store(to, make.get(index), make.load(buffer, make.get(index)));
    const whole = { from: make.number(0), to: valueOf(length, this.root), step: 1 };
    this.root.statements.push(make.loop(index, flatDim(equation.axes), whole, [element]));
  }

  private indexName(index: Index, within: Scope): string {
    const taken = new Set([...within.loops().map(({ variable }) => variable?.hint), ...this.axisNames]);
    const given = index.scope === "axis" ? this.axisNames[index.number] : undefined;
    return given ?? letters.find((letter) => !taken.has(letter)) ?? "i";
  }
}

interface Nest {
  readonly task: Task;
  readonly indices: readonly Index[];
  /** How many lanes each axis has. */
  readonly lanes: readonly number[];
}

/** One lane of an equation: where it is stored, and where what rounding leaves off is. */
interface Element {
  readonly expansion: Expansion;
  readonly lane: Bindings;
  readonly buffer: Buffer;
  readonly at: Node;
  readonly carry: Node | undefined;
}

const carryOf = (name: string): string => `${name} carry`;

const indicesOf = (axes: readonly Dim[]): Index[] => axes.map((dim, position) => axis(position, dim));
