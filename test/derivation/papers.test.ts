import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { derivationOf, modelOf, printed, stepsOf } from "./derived.ts";

const derivationOfExample = (path: string) => derivationOf(modelOf(readFileSync(`examples/${path}.nabla`, "utf8")));

/** The texts occur in this order, others between them. */
function expectInOrder(lines: readonly string[], expected: readonly string[]): void {
  const places = expected.map((text) => lines.indexOf(text));
  expect(lines).toEqual(expect.arrayContaining([...expected]));
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

describe("Tam, sample by sample", () => {
  const derivation = derivationOfExample("ed-tam/samples");

  test("the chain goes from the loss through f, z₃, h₂, z₂, h₁, z₁", () => {
    expect([...derivation.partials.values()].filter(({ of }) => of === "loss").map(({ by }) => by)).toEqual([
      "f",
      "z3",
      "h2",
      "z2",
      "h1",
      "z1",
      "W1",
      "b1",
      "W2",
      "b2",
      "W3",
      "b3",
    ]);
  });

  test("∂loss/∂f, and σ′ = f(1 − f)", () => {
    const pieces = printed(derivation, "pieces");
    expect(pieces[0]).toBe("∂f[i] = (1 − y[i])/(1 − f[i]) − y[i]/f[i]");
    expect(pieces).toContain("d_f_by_z3[i] = f[i]·(1 − f[i])");
    const identities = stepsOf(derivation).map(({ rule }) => rule.identity);
    expect(identities).toContain("σ′ = σ(1 − σ)");
  });

  test("the common denominator, the cancellation, f − y", () => {
    expectInOrder(printed(derivation, "simplification"), [
      "∂f[i] = (f[i] − y[i])/(f[i]·(1 − f[i]))",
      "∂z3[i] = f[i]·(1 − f[i])·(f[i] − y[i])/(f[i]·(1 − f[i]))",
      "∂z3[i] = f[i] − y[i]",
      "∂z2[i,j] = W3[j]·h2[i,j]·(1 − h2[i,j])·(f[i] − y[i])",
      "∂W1[i,j] = Σk ∂z1[k,j]·x[k,i]",
    ]);
    const cancellation = stepsOf(derivation).find(({ rule }) => rule.name === "cancellation");
    expect(cancellation?.rule.identity).toBe("f·(1 − f) cancels");
  });

  test("by the stable loss to the same gradient", () => {
    expectInOrder(printed(derivation, "stabilization"), [
      "loss = Σi (softplus(z3[i]) − y[i]·z3[i])",
      "∂z3[i] = f[i] − y[i]",
    ]);
    expect(derivation.conclusion).toContain("the same in symbols");
  });
});

describe("Alsup, in components", () => {
  const derivation = derivationOfExample("alsup/components");

  test("∂f[i,j]/∂W₂[p,k] = δ_jp·s[i,k]", () => {
    expect(printed(derivation, "pieces")).toContain("d_f_by_W2[i,j,k,l] = s[i,l]·δ_2[j,k]");
    expect([...derivation.deltas]).toContain("δ_2");
  });

  test("through the Kronecker deltas to RSᵀ", () => {
    expectInOrder(printed(derivation, "simplification"), [
      "∂W2[i,j] = Σk Σl ∂f[l,k]·s[l,j]·δ_2[k,i]",
      "∂W2[i,j] = Σk ∂f[k,i]·s[k,j]",
      "∂W2[i,j] = 2·n⁻¹·Σk s[k,j]·(f[k,i] − y[k,i])",
    ]);
  });
});
