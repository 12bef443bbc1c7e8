import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Derivation, Partial, Step } from "../../src/derivation/derivation.ts";
import type { Dim } from "../../src/equations/dim.ts";
import { readsIn } from "../../src/equations/walk.ts";
import { verify } from "../../src/equations/verify.ts";
import { differentiable } from "../differentiate/differentiable.ts";
import { examples } from "../examples/sources.ts";
import { derivationOf, modelOf, stepsOf } from "./derived.ts";

/** What holds of every derivation, beside the checks that it has passed by then. */
function expectWhole(derivation: Derivation): void {
  const { system, partials, deltas, wrt, groups } = derivation;
  verify(system);
  const axesOf = new Map([...system.inputs, ...system.equations].map(({ name, axes }) => [name, axes]));
  const steps = stepsOf(derivation);
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, at) => at + 1));
  for (const step of steps) expectReadable(step, axesOf);
  for (const [name, partial] of partials) expectPlaced(partial, name, axesOf);
  for (const delta of deltas) expect(axesOf.get(delta)).toHaveLength(2);
  expect(groups.find(({ kind }) => kind === "result")?.steps).toHaveLength(wrt.length);
}

type AxesOf = ReadonlyMap<string, readonly Dim[]>;

/** A step reads what is in the system, at indices that it has. */
function expectReadable({ tensor, right, subject }: Step, axesOf: AxesOf): void {
  const sides = subject ? [subject, right] : [right];
  for (const { body, axes } of sides) {
    for (const read of readsIn(body)) expect(axesOf.get(read.tensor)).toHaveLength(read.indices.length);
    for (const index of body.free) expect(axes).toContain(index);
  }
  if (!subject) expect(axesOf.get(tensor)).toEqual(right.axes.map(({ dim }) => dim));
}

/** A derivative stands at axes of its own tensor that are over the dimensions of the two that it is of. */
function expectPlaced({ of, by, ofAxes, byAxes }: Partial, name: string, axesOf: AxesOf): void {
  const own = axesOf.get(name) ?? [];
  expect(byAxes.map((position) => own[position])).toEqual(axesOf.get(by));
  expect(ofAxes.map((position) => own[position])).toEqual(axesOf.get(of));
}

describe("every example", () => {
  test.each(examples)("%s", (_, source) => {
    const model = modelOf(source);
    const derivation = derivationOf(model);
    expectWhole(derivation);
    for (const { check } of stepsOf(derivation)) expect(check.points).toBe(3);
  });
});

test("random programs, whatever they are made of", () => {
  let checked = 0;
  fc.assert(
    fc.property(differentiable(), ({ system, params }) => {
      const request = { kind: "gradient", of: "loss", wrt: params } as const;
      const derivation = derivationOf({ system, requests: [request] });
      expectWhole(derivation);
      checked += stepsOf(derivation).filter(({ check }) => check.points > 0).length;
    }),
    { numRuns: 30 },
  );
  expect(checked).toBeGreaterThan(300);
});

test("the same derivation every time", () => {
  const source = readFileSync("examples/ed-tam/samples.nabla", "utf8");
  const plain = ({ groups, conclusion }: Derivation) => [
    conclusion,
    ...groups.flatMap(({ steps }) =>
      steps.map(({ tensor, right, rule, check }) => [tensor, right.body.id, rule, check]),
    ),
  ];
  const model = modelOf(source);
  expect(plain(derivationOf(model))).toEqual(plain(derivationOf(model)));
});
