import type { DiagnosticDetails } from "../diagnostics/collector.ts";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Input, System } from "../equations/system.ts";

/** What a user says of the points: everything else is drawn. */
export interface Given {
  readonly sizes: ReadonlyMap<string, number>;
  readonly inputs: ReadonlyMap<string, Float64Array>;
}

export const nothingGiven: Given = { sizes: new Map(), inputs: new Map() };

/** So many numbers fit into memory with all that is computed from them. */
const mostElements = 1e7;

/** Finds out whether given values fit a model, and names each that does not. */
class Reading {
  readonly diagnostics: Diagnostic[] = [];
  readonly sizes = new Map<string, number>();
  readonly inputs = new Map<string, Float64Array>();
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
    for (const { name, size } of system.dims) if (size !== undefined) this.sizes.set(name, size);
  }

  report(message: string, details: DiagnosticDetails = {}): void {
    this.diagnostics.push(diagnostic("E0506", message, details));
  }

  /** `{ sizes, params, data }`, each of which may be missing. */
  read(given: unknown): void {
    if (!isObject(given)) {
      this.report(`the values are ${kindOf(given)}, not an object`, { repairs: [shape] });
      return;
    }
    const sections = ["sizes", "params", "data"];
    for (const key of Object.keys(given).filter((name) => !sections.includes(name))) {
      this.report(`\`${key}\` is none of \`sizes\`, \`params\` and \`data\``, { repairs: [shape] });
    }
    for (const [name, size] of this.#entries(given, "sizes")) this.#size(name, size);
    const values = (["params", "data"] as const).flatMap((section) =>
      this.#entries(given, section).flatMap(([name, value]) => {
        const input = this.#input(section, name);
        return input ? [{ input, value, key: `${section}.${name}` }] : [];
      }),
    );
    // Lengths of arrays tell sizes, also those of arrays that are written flat.
    for (const { input, value } of values) this.#tellSizes(input, value);
    for (const { input, value, key } of values) this.#values(input, value, key);
  }

  #entries(given: object, section: string): [string, unknown][] {
    const value = Object.hasOwn(given, section) ? (given as Record<string, unknown>)[section] : {};
    if (isObject(value)) return Object.entries(value);
    this.report(`\`${section}\` is ${kindOf(value)}, not an object`, { repairs: [shape] });
    return [];
  }

  #size(name: string, size: unknown): void {
    const dim = this.#system.dims.find((one) => one.name === name);
    if (!dim) {
      this.report(`\`sizes.${name}\`: the model has no dimension \`${name}\``, {
        notes: has("dimension", this.#system.dims),
      });
    } else if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
      this.report(`\`sizes.${name}\` is ${textOf(size)}, not a whole number`);
    } else if (dim.size !== undefined && dim.size !== size) {
      this.report(`\`sizes.${name}\` is ${size}, but the model fixes it at ${dim.size}`);
    } else this.sizes.set(name, size);
  }

  #input(section: "params" | "data", name: string): Input | undefined {
    const role = section === "params" ? "param" : "data";
    const inputs = this.#system.inputs.filter((input) => input.role === role);
    const noun = role === "param" ? "parameter" : "data";
    const found = inputs.find((input) => input.name === name);
    if (!found) {
      this.report(`\`${section}.${name}\`: the model has no ${noun} \`${name}\``, { notes: has(noun, inputs) });
    }
    return found;
  }

  #tellSizes({ axes }: Input, value: unknown): void {
    let inner = value;
    for (const { name } of axes) {
      if (!Array.isArray(inner)) return;
      const nested: readonly unknown[] = inner;
      const isFlat = axes.length > 1 && inner === value && !nested.some(Array.isArray);
      if (!isFlat && !this.sizes.has(name)) this.sizes.set(name, nested.length);
      inner = nested[0];
    }
  }

  /** A number, nested arrays, or all elements in row-major order. */
  #values({ name, axes }: Input, value: unknown, key: string): void {
    const sizes = axes.map((dim) => dim.size ?? this.sizes.get(dim.name));
    const unknown = axes.find((_, at) => sizes[at] === undefined);
    if (unknown) {
      this.report(`the size of \`${unknown.name}\`, which \`${key}\` has, cannot be told`, {
        repairs: [`say it: "sizes": { "${unknown.name}": … }`],
      });
      return;
    }
    const known = sizes.map((size) => size ?? 0);
    const length = known.reduce((product, size) => product * size, 1);
    const expected = `${axes.length === 0 ? "a number" : known.join("×")}${axes.length > 0 ? ` (${axes.map((dim) => dim.name).join("×")})` : ""}`;
    if (length > mostElements) {
      this.report(`\`${key}\` would have ${length} elements, which is too many to check`);
      return;
    }
    const flat = elementsOf(value, known);
    if (flat === undefined) this.report(`\`${key}\` is ${shapeOf(value)}, but has to be ${expected}`);
    else if (!flat.every(isFinite)) {
      const at = flat.findIndex((element) => !isFinite(element));
      this.report(`\`${key}\`: element ${at} is ${textOf(flat[at])}, not a finite number`);
    } else this.inputs.set(name, Float64Array.from(flat));
  }
}

const shape = 'write { "sizes": { "n": 2 }, "params": { "w": [1, 2] }, "data": { "x": [[1, 2], [3, 4]] } }';

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isFinite = (value: unknown): value is number => Number.isFinite(value);

/** The elements in row-major order, where the value has that shape. */
function elementsOf(value: unknown, shape: readonly number[]): readonly unknown[] | undefined {
  const [size, ...rest] = shape;
  if (size === undefined) {
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return typeof only === "number" ? [only] : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const elements: readonly unknown[] = value;
  const length = shape.reduce((product, one) => product * one, 1);
  if (elements.length === length && !elements.some(Array.isArray)) return elements;
  if (elements.length !== size || rest.length === 0) return undefined;
  const parts = elements.map((element) => (Array.isArray(element) ? elementsOf(element, rest) : undefined));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

const kindOf = (value: unknown): string =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "an array"
      : typeof value === "object"
        ? "an object"
        : `a ${typeof value}`;

const textOf = (value: unknown): string => (typeof value === "number" ? String(value) : kindOf(value));

/** The shape that an array seems to have. */
function shapeOf(value: unknown): string {
  const lengths: number[] = [];
  for (let inner = value; Array.isArray(inner) && lengths.length < 9; inner = (inner as unknown[])[0]) {
    lengths.push(inner.length);
  }
  return lengths.length === 0 ? textOf(value) : lengths.length === 1 ? `${lengths[0]!} elements` : lengths.join("×");
}

const has = (noun: string, all: readonly { readonly name: string }[]): string[] => [
  all.length === 0 ? `it has no ${noun}` : `it has ${all.map(({ name }) => `\`${name}\``).join(", ")}`,
];

/** Values from outside, held against the model. */
export function readGiven(values: unknown, system: System): { given: Given; diagnostics: readonly Diagnostic[] } {
  const reading = new Reading(system);
  reading.read(values);
  return { given: reading, diagnostics: reading.diagnostics };
}
