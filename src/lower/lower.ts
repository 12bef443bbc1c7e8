import type { Dim } from "../equations/dim.ts";
import { axis } from "../equations/leaves.ts";
import type { Kernel, Output } from "../equations/kernel.ts";
import type { Index } from "../equations/scalar.ts";
import type { Equation, Input } from "../equations/system.ts";
import * as make from "../program/build.ts";
import { countEquations, totalCounts } from "../program/count.ts";
import { wholeSize } from "../program/size.ts";
import { weightOf } from "../program/weight.ts";
import type {
  Buffer,
  Demand,
  Dtype,
  Program,
  Signature,
  Slot,
  Statement,
  Value,
  Variable,
} from "../program/program.ts";
import { allocate, tensorsIn } from "./allocate.ts";
import { blockOf } from "./block.ts";
import { Expansion, locateInput, sizeNode, type Location, isSmall } from "./expand.ts";
import { NodeTable, type Node } from "./node.ts";
import { Placing } from "./place.ts";
import { bufferOf, byEquation } from "./outputs.ts";
import { closeLoop, valueOf } from "./schedule.ts";
import { Scope, type Range } from "./scope.ts";
import { mostTogether, split } from "./split.ts";
import { straightLine } from "./straight.ts";
import { straightPlan } from "./straight-plan.ts";
import type { Bindings } from "./unroll.ts";

export interface LowerOptions {
  readonly dtype: Dtype;
  /** The formula of an equation as it stands above its loops. */
  readonly formula?: (equation: Equation) => string;
  /** Whether contractions are computed in register blocks; by default they are. */
  readonly blocks?: boolean;
}

/** Makes loops, buffers and statements of the equations of one function. */
export function lower(kernel: Kernel, options: LowerOptions): Program {
  const lowering = new Lowering(kernel, options);
  const loops = lowering.program();
  const straight = options.blocks === false ? undefined : straightened(kernel, options);
  const program = straight ? { ...loops, ...straight } : loops;
  // In blocks, a number is read once for several lanes; what is counted is what the formulas say.
  const counted = lowering.hasBlocks ? new Lowering(kernel, { ...options, blocks: false }).program() : loops;
  const shares = countEquations(counted);
  return { ...split(program), counts: totalCounts(shares.map(({ counts }) => counts)), shares };
}

/** The same in straight-line code, without a workspace, where that is worth it and not too long for one function. */
function straightened(kernel: Kernel, { formula = describe }: LowerOptions): Partial<Program> | undefined {
  const plan = straightPlan(kernel);
  const straight = plan && straightLine(kernel, plan, formula);
  if (!straight || weightOf(straight.body) > mostTogether) return undefined;
  return { ...straight, slots: [], workLength: wholeSize(0) };
}

const letters = ["i", "j", "k", "l", "p", "q", "r", "s", "t", "u", "v", "w"];

class Lowering {
  /** Whether any equation turned out to be computed in register blocks. */
  hasBlocks = false;
  private readonly table = new NodeTable();
  private readonly root = new Scope("function");
  private readonly placing = new Placing((index, within) => this.indexName(index, within));
  private readonly inputs: ReadonlyMap<string, Input>;
  private readonly equations: ReadonlyMap<string, Equation>;
  private readonly outputs: ReadonlyMap<string, readonly Output[]>;
  private readonly slots: ReadonlyMap<string, Slot>;
  private readonly workLength: Program["workLength"];
  private readonly scalars = new Map<string, Variable>();
  private readonly demands = new Map<string, Demand>();
  private readonly blockEnds = new Map<string, Value>();
  private axisNames: readonly string[] = [];
  private readonly kernel: Kernel;
  private readonly options: LowerOptions;

  constructor(kernel: Kernel, options: LowerOptions) {
    this.kernel = kernel;
    this.options = options;
    this.inputs = new Map(kernel.system.inputs.map((input) => [input.name, input]));
    this.equations = new Map(kernel.system.equations.map((equation) => [equation.name, equation]));
    this.outputs = byEquation(kernel.outputs);
    const { slots, workLength } = allocate(
      kernel.system.equations,
      (equation) => equation.axes.length > 0 && !this.outputBuffer(equation.name),
    );
    this.slots = slots;
    this.workLength = workLength;
  }

  program(): Omit<Program, "counts" | "shares"> {
    const { kernel } = this;
    const body: Statement[] = kernel.system.equations.map((equation) => this.section(equation));
    const value = kernel.outputs.find(({ kind }) => kind === "value");
    const reads = new Set(kernel.system.equations.flatMap(({ body: scalar }) => [...tensorsIn(scalar)]));
    return {
      signature: this.signature(),
      reads: kernel.system.inputs.filter(({ name }) => reads.has(name)).map(({ name }) => name),
      demands: [...this.demands.values()],
      slots: [...this.slots.values()],
      workLength: this.workLength,
      body,
      result: value && make.get(this.scalarVariable(value.equation)),
    };
  }

  private signature(): Signature {
    const { request } = this.kernel;
    if (request.kind !== "predict") return request;
    return { ...request, axes: this.equations.get(request.of)?.axes ?? [] };
  }

  private scalarVariable(name: string): Variable {
    const variable = this.scalars.get(name);
    if (!variable) throw new Error(`internal: the scalar ${name} is used before it is computed`);
    return variable;
  }

  /** Where the caller wants the equation, first of all. */
  private outputBuffer(equation: string): Buffer | undefined {
    for (const output of this.outputs.get(equation) ?? []) {
      const buffer = bufferOf(output);
      if (buffer) return buffer;
    }
    return undefined;
  }

  private locate(tensor: string): Location {
    const { table } = this;
    const scalar = this.scalars.get(tensor);
    if (scalar) return { kind: "value", node: table.variable(scalar) };
    const input = this.inputs.get(tensor);
    if (input) return locateInput(this.table, input);
    const equation = this.equations.get(tensor);
    if (!equation) throw new Error(`internal: nothing is called ${tensor}`);
    return this.locateEquation(equation);
  }

  private locateEquation({ name, axes }: Equation): Extract<Location, { kind: "array" }> {
    const slot = this.slots.get(name);
    if (slot) return { kind: "array", buffer: { kind: "work" }, base: this.table.variable(slot.variable), axes };
    return { kind: "array", buffer: this.outputBuffer(name) ?? { kind: "work" }, base: this.table.number(0), axes };
  }

  private section(equation: Equation): Statement {
    this.root.statements = [];
    this.root.subject = equation.name;
    this.axisNames = equation.origin.axisNames ?? [];
    if (equation.axes.length === 0) this.scalar(equation);
    else this.array(equation);
    const comment = this.options.formula?.(equation) ?? describe(equation);
    return make.section(equation.name, comment, this.root.statements);
  }

  private expansion(equation: Equation, lanes: Bindings): Expansion {
    const surroundings = {
      table: this.table,
      locate: (tensor: string) => this.locate(tensor),
      demand: (demand: Demand) => {
        const known = this.demands.get(demand.dim);
        if (!known || known.atLeast < demand.atLeast) this.demands.set(demand.dim, demand);
      },
      isSmall: (tensor: string) => isSmall(this.equations.get(tensor)?.body),
    };
    return new Expansion(surroundings, equation.body, indicesOf(equation), lanes);
  }

  private scalar(equation: Equation): void {
    const { root } = this;
    const node = this.expansion(equation, new Map()).node(equation.body);
    this.placing.place([node], root);
    const variable: Variable = { hint: equation.name };
    root.statements.push(make.define(variable, valueOf(node, root)));
    this.scalars.set(equation.name, variable);
    for (const output of this.outputs.get(equation.name) ?? []) {
      const buffer = bufferOf(output);
      if (buffer) root.statements.push(make.store(buffer, make.number(0), make.get(variable)));
    }
  }

  private array(equation: Equation): void {
    const indices = indicesOf(equation);
    const lanes = this.options.blocks === false ? indices.map(() => 1) : blockOf(equation.body, indices);
    this.hasBlocks ||= lanes.some((count) => count > 1);
    this.nest({ equation, indices, lanes }, this.root, [new Map()]);
    const [, ...others] = (this.outputs.get(equation.name) ?? []).flatMap((output) => bufferOf(output) ?? []);
    for (const buffer of others) this.copy(equation, buffer);
  }

  /** The loops over the axes from some depth inwards: first in whole blocks, then over what is left of each axis. */
  private nest(plan: Plan, outer: Scope, lanes: readonly Bindings[]): void {
    const index = plan.indices[outer.loops().length];
    if (!index) {
      this.elements(plan.equation, outer, lanes);
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

  /** The whole blocks of a dimension and the rest, as far as there may be any. */
  private pieces(dim: Dim, width: number): { readonly range: Range | undefined; readonly width: number }[] {
    if (width === 1) return [{ range: undefined, width: 1 }];
    const { size } = dim;
    const end = this.blockEnd(dim, width);
    const whole = { range: { from: make.number(0), to: end, step: width }, width };
    const to = size === undefined ? make.extentOf(dim.name) : make.number(size);
    const rest = { range: { from: end, to, step: 1 }, width: 1 };
    if (size === undefined) return [whole, rest];
    return size % width === 0 ? [whole] : [whole, rest];
  }

  private blockEnd(dim: Dim, width: number): Value {
    if (dim.size !== undefined) return make.number(dim.size - (dim.size % width));
    const key = `${width} ${dim.name}`;
    const known = this.blockEnds.get(key);
    if (known) return known;
    const variable: Variable = { hint: `${dim.name}By${width}` };
    const extent = make.extentOf(dim.name);
    const rest = make.apply("remainder", extent, make.number(width));
    this.root.statements.push(make.define(variable, make.apply("subtract", extent, rest)));
    const end = make.get(variable);
    this.blockEnds.set(key, end);
    return end;
  }

  /** The elements of all lanes, computed side by side and then stored. */
  private elements(equation: Equation, scope: Scope, lanes: readonly Bindings[]): void {
    const { buffer, base, axes } = this.locateEquation(equation);
    const elements = lanes.map((lane) => {
      const expansion = this.expansion(equation, lane);
      const value = expansion.node(equation.body);
      const subscripts = indicesOf(equation).map((index) => expansion.index(index));
      return { value, at: expansion.offset(base, axes, subscripts) };
    });
    this.placing.place(
      elements.flatMap(({ value, at }): Node[] => [value, at]),
      scope,
    );
    const values = elements.map(({ value }) => valueOf(value, scope));
    elements.forEach(({ at }, position) => {
      scope.statements.push(make.store(buffer, valueOf(at, scope), values[position] ?? make.number(NaN)));
    });
  }

  private copy(equation: Equation, to: Buffer): void {
    const { buffer } = this.locateEquation(equation);
    const index: Variable = { hint: "i" };
    const dims = equation.axes.map((dim) => sizeNode(this.table, dim));
    const length = dims.reduce((product, dim) => this.table.apply("multiply", product, dim));
    this.placing.place([length], this.root);
    const element = make.store(to, make.get(index), make.load(buffer, make.get(index)));
    this.root.statements.push(make.loop(index, make.number(0), valueOf(length, this.root), [element]));
  }

  private indexName(index: Index, within: Scope): string {
    const taken = new Set([...within.loops().map(({ variable }) => variable?.hint), ...this.axisNames]);
    const given = index.scope === "axis" ? this.axisNames[index.number] : undefined;
    return given ?? letters.find((letter) => !taken.has(letter)) ?? "i";
  }
}

interface Plan {
  readonly equation: Equation;
  readonly indices: readonly Index[];
  /** How many lanes each axis has. */
  readonly lanes: readonly number[];
}

const indicesOf = ({ axes }: Equation): Index[] => axes.map((dim, position) => axis(position, dim));

const describe = ({ name, axes }: Equation): string =>
  axes.length === 0 ? name : `${name}[${axes.map((dim) => dim.name).join(", ")}]`;
