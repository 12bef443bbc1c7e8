import { describe, expect, test } from "vitest";
import { bodyAt, mapReads } from "../../src/equations/reads.ts";
import type { Equation, System } from "../../src/equations/system.ts";
import { notationOf } from "../../src/notation/notation-of.ts";
import type { Style } from "../../src/notation/notation.ts";
import { text } from "../../src/notation/text.ts";
import { derive, readModel } from "../../src/pipeline.ts";
import { randomPoint } from "../oracles/random.ts";
import { identities, type Identity } from "../pipeline/identities.ts";
import { assertLinesAgree } from "./agree.ts";

/**
 * The gradients of textbooks as they are printed, with what the compiler computes once put back in its place. By loss,
 * and by parameter.
 */
const printed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a' * x": { x: "a" },
  "x' * A * x": { x: "(A + Aᵀ)x" },
  "a' * X * b": { X: "a bᵀ" },
  "b' * X' * X * c": { X: "X c bᵀ + X b cᵀ" },
  "(B * x + b)' * C * (D * x + d)": { x: "DᵀCᵀ(B x + b) + BᵀC (D x + d)" },
  "(X * b + c)' * D * (X * b + c)": { X: "(D + Dᵀ)(X b + c)bᵀ" },
  "norm2(A * x - b)^2": { A: "2·(A x − b)xᵀ", x: "2·Aᵀ(A x − b)" },
  "norm2(A * x - b)": { x: "[‖A x − b‖ ≠ 0]·1/‖A x − b‖·Aᵀ(A x − b)" },
  "norm1(A * x - y)": { x: "Aᵀ sign(A x − y)" },
  "tr(X)": { X: "I" },
  "tr(A * X * B)": { X: "(B A)ᵀ" },
  "tr(A * X' * B)": { X: "B A" },
  "tr(X^2)": { X: "2·Xᵀ" },
  "tr(X^2 * B)": { X: "(B X + X B)ᵀ" },
  "tr(X' * B * X)": { X: "(B + Bᵀ)X" },
  "tr(X * B * X')": { X: "X (Bᵀ + B)" },
  "tr(A * X * B * X)": { X: "(B X A + A X B)ᵀ" },
  "tr(X' * X)": { X: "2·X" },
  "tr(B' * X' * C * X * B)": { X: "(C + Cᵀ)X B Bᵀ" },
  "tr(X' * B * X * C)": { X: "B X C + BᵀX Cᵀ" },
  "tr(A * X * B * X' * C)": { X: "(B XᵀC A)ᵀ + C A X B" },
  "tr((A * X * B + C) * (A * X * B + C)')": { X: "2·Aᵀ(A X B + C)Bᵀ" },
  "tr(X^3)": { X: "3·(Xᵀ)²" },
  "tr(X)^2": { X: "2·tr(X)·I" },
  "tr(A' * A) + tr(B' * B)": { A: "2·A", B: "2·B" },
  "tr(X' * X) - 3": { X: "2·X" },
  "tr(A) + tr(A^2)": { A: "I + 2·Aᵀ" },
  "norm2(X)": { X: "[‖X‖ ≠ 0]·1/‖X‖·X" },
  "dot(c, A * x)": { x: "Aᵀc" },
  "dot(c, A * exp(x))": { x: "(Aᵀc) ⊙ exp(x)" },
  "dot(c, x .* y)": { x: "c ⊙ y" },
  "dot(c, x * x' * x)": { x: "‖x‖²·c + 2·cᵀx·x" },
  "dot(c, x / norm2(x))": { x: "1/‖x‖·c − [‖x‖ ≠ 0]·1/(‖x‖·‖x‖²)·cᵀx·x" },
  "dot(c, softmax(x))": { x: "c ⊙ softmax(x) − cᵀ softmax(x)·softmax(x)" },
  "a' * tanh(A * tanh(B * x))": {
    A: "(a ⊙ (1 − tanh(A tanh(B x))⊙²)) tanh(B x)ᵀ",
    B: "((Aᵀ(a ⊙ (1 − tanh(A tanh(B x))⊙²))) ⊙ (1 − tanh(B x)⊙²))xᵀ",
  },
  "sum(log(1 + exp(-y .* (X * w))))": { w: "−Xᵀ(y ⊙ σ(−y ⊙ (X w)))" },
  "dot(c, -X' * (y .* σ(-y .* (X * w))))": { w: "Xᵀ(y⊙² ⊙ (X c) ⊙ σ(−y ⊙ (X w)) ⊙ σ(y ⊙ (X w)))" },
  "1/2 * norm2(X * w - y)^2 + 1/2 * z * norm2(w)^2": { w: "Xᵀ(X w − y) + z·w" },
  "sum(max(0, 1 - y .* (X * w)).^2)": { w: "−2·Xᵀ(y ⊙ relu(1 − y ⊙ (X w)))" },
  "norm2(S .* (T - U * V'))^2": { U: "2·(S⊙² ⊙ (U Vᵀ − T))V", V: "2·(S⊙² ⊙ (U Vᵀ − T))ᵀU" },
  "-y' * log(softmax(z))": { z: "1ᵀy·softmax(z) − y" },
  "-sum(y .* log(σ(z)) + (1 - y) .* log(1 - σ(z)))": { y: "−z", z: "σ(z) − y" },
  "1/2 * norm2(σ(z) - y)^2": { z: "(σ(z) − y) ⊙ σ(z) ⊙ σ(−z)" },
  "sum(exp(z) - y .* z)": { z: "exp(z) − y" },
  "logsumexp(A * x)": { x: "Aᵀ softmax(A x)" },
  "(w' * r - z) / sqrt(w' * S * w)": {
    w: "1/(√(1/2)·√(wᵀ(S + Sᵀ)w))·r + (z − rᵀw)/(2·(1/2)^(3/2)·(wᵀ(S + Sᵀ)w)^(3/2))·(S + Sᵀ)w",
  },
};

const style: Style = { notation: "matrix", explicit: new Set() };

function gradientOf({ param, data, loss }: Identity): { readonly system: System; readonly written: System } {
  const used = ["k", "l", "m", "n"].filter((dim) => new RegExp(`[[ ]${dim}[\\],]`).test(`${param}, ${data ?? ""}`));
  const declared = [`dim ${used.join(", ")}`, `param ${param}`, ...(data === undefined ? [] : [`data ${data}`])];
  const { model } = readModel(`${declared.join("\n")}\nloss = ${loss}\n`);
  const request = model?.requests.find(({ kind }) => kind === "gradient");
  if (!model || !request) throw new Error(`${loss} has no gradient`);
  return { system: derive(model, request).answer.system, written: model.system };
}

/** Every equation in terms of the inputs alone. */
function inFull(system: System): System {
  const known = new Map<string, Equation>();
  for (const equation of system.equations) {
    const body = mapReads(equation.body, known, (read, definition) => bodyAt(definition, read));
    known.set(equation.name, { ...equation, body });
  }
  return { ...system, equations: [...known.values()] };
}

describe("the gradient is printed as textbooks have it", () => {
  test.each(identities.map((identity) => [identity.loss, identity] as const))("of %s", (loss, identity) => {
    const { system, written } = gradientOf(identity);
    const full = inFull(system);
    const notation = notationOf({ system: full, written, style });
    const gradients = full.equations.filter(({ origin }) => origin.rule === "gradient");
    const texts = gradients.map((equation) => [equation.origin.of, text(notation.line(equation).right)] as const);
    expect(Object.fromEntries(texts)).toEqual(printed[loss]);
    const at = randomPoint(system, 3, { sizes: { k: 2, l: 3, m: 4, n: 5 } });
    assertLinesAgree(system, { written, style, at });
    assertLinesAgree(full, { written, style, at });
  });
});
