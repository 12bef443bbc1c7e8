import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiate } from "../../src/differentiate/reverse.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import type { System } from "../../src/equations/system.ts";
import { tensorsIn } from "../../src/equations/reads.ts";
import { verify } from "../../src/equations/verify.ts";
import { derive } from "../../src/pipeline.ts";
import { flatten } from "../../src/simplify/flatten.ts";
import { canonicalize, simplify, stabilize } from "../../src/simplify/simplify.ts";
import { differentiable } from "../differentiate/differentiable.ts";
import { assertClose } from "../oracles/compare.ts";
import { gradientByDuals } from "../oracles/duals.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import { programs, type Program } from "../oracles/programs.ts";
import { randomPoint } from "../oracles/random.ts";

const close = { relative: 1e-8, absolute: 1e-8 };

/** The pass leaves a well-formed system whose `names` have the values they had before. */
function keepsMeaning(before: System, after: System, names: readonly string[], { at }: Pick<Program, "at">): void {
  verify(after);
  const expected = evaluate(before, at);
  const actual = evaluate(after, at);
  for (const name of names) assertClose(actual.get(name), expected.get(name), name, close);
}

describe("on random systems, the meaning is kept by", () => {
  test("canonicalize", () => {
    fc.assert(
      fc.property(programs(), (program) => {
        keepsMeaning(program.system, canonicalize(program.system, ["loss"]).system, ["loss"], program);
      }),
      { numRuns: 100, seed: 20240229 },
    );
  });

  test("canonicalize, whatever is asked for", () => {
    fc.assert(
      fc.property(programs(), (program) => {
        const names = program.system.equations.map(({ name }) => name);
        keepsMeaning(program.system, canonicalize(program.system, names).system, names, program);
      }),
      { numRuns: 40, seed: 20240229 },
    );
  });

  test("flatten", () => {
    fc.assert(
      fc.property(programs(), (program) => {
        const names = program.system.equations.map(({ name }) => name);
        keepsMeaning(program.system, flatten(program.system), names, program);
      }),
      { numRuns: 100, seed: 20240229 },
    );
  });

  test("simplify and stabilize of a model", () => {
    fc.assert(
      fc.property(programs(), (program) => {
        const canonical = canonicalize(program.system, ["loss"]);
        const { system } = simplify(canonical, ["loss"]);
        keepsMeaning(program.system, system, ["loss"], program);
        keepsMeaning(program.system, stabilize(system, ["loss"]), ["loss"], program);
      }),
      { numRuns: 60, seed: 20240229 },
    );
  });

  test("simplify and stabilize of a gradient, which is that of dual numbers", () => {
    fc.assert(fc.property(differentiable(), gradientIsRight), { numRuns: 100, seed: 20240229 });
  });

  test("all passes on networks, from one layer to four", () => {
    fc.assert(
      fc.property(networkShapes, fc.nat(9999), (shape, seed) => {
        const system = network(shape);
        const at = randomPoint(system, seed, { mostSize: 3 });
        const params = system.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
        gradientIsRight({ system, at, params });
      }),
      { numRuns: 15, seed: 20240229 },
    );
  });
});

function gradientIsRight({ system, at, params }: Pick<Program, "system" | "at" | "params">): void {
  const canonical = canonicalize(system, ["loss"]);
  const adjoint = differentiate(flatten(canonical.system), "loss", params);
  verify(adjoint);
  const gradients = adjoint.equations.filter(({ origin }) => origin.rule === "gradient");
  const values = evaluate(adjoint, at);
  for (const { name, origin } of gradients) {
    const expected = gradientByDuals(system, "loss", origin.of ?? "", at);
    assertClose(values.get(name), expected, `gradient for ${origin.of}`, close);
  }
  const roots = ["loss", ...gradients.map(({ name }) => name)];
  const simplified = simplify({ ...canonical, system: adjoint }, roots);
  keepsMeaning(adjoint, simplified.system, roots, { at });
  keepsMeaning(adjoint, stabilize(simplified.system, roots), roots, { at });
}

describe("a derivation", () => {
  const system = network({ layers: 2, activation: "sigmoid", loss: "bce" });
  const request = { kind: "gradient", of: "loss", wrt: ["b2", "W1"] } as const;
  const { answer, stable, firings } = derive({ system, requests: [request] }, request);

  test("has the outputs in the order asked for, in both forms", () => {
    const wanted = ["loss", "b2", "W1"];
    for (const { outputs } of [answer, stable]) {
      expect(outputs.map((output) => (output.kind === "gradient" ? output.param : output.equation))).toEqual(wanted);
    }
  });

  test("leaves nothing that the outputs do not need", () => {
    const read = new Set(answer.outputs.map(({ equation }) => equation));
    for (const { name, body } of [...answer.system.equations].reverse()) {
      expect(read).toContain(name);
      for (const tensor of tensorsIn(body)) read.add(tensor);
    }
  });

  test("records what fired where, with what it replaced by what", () => {
    expect(firings.length).toBeGreaterThan(0);
    for (const { rule, identity, before, after } of firings) {
      expect(rule).not.toBe("");
      expect(identity).toContain("=");
      expect(after).not.toBe(before);
    }
  });

  test("is the same again: a pass has no memory", () => {
    const again = derive({ system, requests: [request] }, request);
    expect(again.answer.system.equations.map(({ body }) => body)).toEqual(
      answer.system.equations.map(({ body }) => body),
    );
    expect(again.stable.system.equations.map(({ name }) => name)).toEqual(
      stable.system.equations.map(({ name }) => name),
    );
  });
});
