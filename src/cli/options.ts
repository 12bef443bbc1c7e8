import { InvalidArgumentError } from "commander";
import { planRefusal, type Accuracy, type Plan, type WarningMode } from "../index.ts";

// Names are compared in Unicode's composed form, as the parser has them.

/** `m=784` or `m=784,n=10`, added to the sizes given before. */
export function dims(argument: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const sizes = new Map(Object.entries(before));
  for (const [name, size] of argument.split(",").map(dim)) {
    if ((sizes.get(name) ?? size) !== size) throw new InvalidArgumentError(`${name} is given two sizes.`);
    sizes.set(name, size);
  }
  return Object.fromEntries(sizes);
}

function dim(text: string): [name: string, size: number] {
  const [, name, digits] = /^\s*([\p{L}_][\p{L}\p{M}\p{Nd}_]*)\s*=\s*(\d+)\s*$/u.exec(text) ?? [];
  const size = Number(digits);
  if (name === undefined || !Number.isSafeInteger(size)) {
    throw new InvalidArgumentError("Write NAME=SIZE, where SIZE is a whole number, such as m=784.");
  }
  return [name.normalize("NFC"), size];
}

/** `W1,b1`, added to the names given before. */
export function names(argument: string, before: readonly string[] = []): string[] {
  const added = argument.split(",").map((name) => name.trim().normalize("NFC"));
  if (added.includes("")) throw new InvalidArgumentError("Write the names of parameters, such as W1,b1.");
  return [...new Set([...before, ...added])];
}

/** `tile=8,block=3x5`, added to the settings given before. */
export function plan(argument: string, before: Plan = {}): Plan {
  const given = Object.fromEntries(argument.split(",").map(setting));
  const refusal = planRefusal(given);
  if (refusal !== undefined) throw new InvalidArgumentError(`${refusal.slice(0, 1).toUpperCase()}${refusal.slice(1)}.`);
  return { ...before, ...given };
}

function setting(text: string): [name: string, value: unknown] {
  const [, name, value] = /^\s*([a-z]+)\s*=\s*([\w×]+)\s*$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("Write NAME=VALUE, such as tile=32, block=2x4 or unroll=off.");
  }
  const block = /^(\d+)[x×](\d+)$/.exec(value)?.slice(1).map(Number);
  return [name, block ?? (/^\d+$/.test(value) ? Number(value) : value)];
}

/** A whole number, from `least` on. */
export const whole =
  (least: number) =>
  (argument: string): number => {
    const value = /^\d+$/.test(argument) ? Number(argument) : NaN;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Write a whole number, ${least} or more.`);
    }
    return value;
  };

/** A number that is not negative, such as 1e-9. */
export function magnitude(argument: string): number {
  const value = /^[\d.]+(e[-+]?\d+)?$/i.test(argument) ? Number(argument) : NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Write a number that is not negative, such as 1e-9.");
  return value;
}

/** What every command may be told about a model. */
export interface ModelOptions {
  readonly dim?: Readonly<Record<string, number>>;
  readonly wrt?: readonly string[];
  readonly warnings?: WarningMode;
  readonly accuracy?: Accuracy;
  readonly plan?: Plan;
}

/** The same as the compiler takes it. */
export function modelOptions({ dim: dims, wrt, warnings, accuracy, plan }: ModelOptions): Omit<ModelOptions, "dim"> & {
  dims?: Readonly<Record<string, number>>;
} {
  return {
    ...(dims && { dims }),
    ...(wrt && { wrt }),
    ...(warnings && { warnings }),
    ...(accuracy && { accuracy }),
    ...(plan && { plan }),
  };
}
