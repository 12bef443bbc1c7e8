import { describe, expect, test } from "vitest";
import { differentiate } from "../../src/differentiate/reverse.ts";
import type { Term } from "../../src/equations/intern.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation } from "../../src/equations/system.ts";
import { partsOutsideReductions } from "../../src/equations/walk.ts";
import { flatten } from "../../src/simplify/flatten.ts";
import { prune } from "../../src/simplify/prune.ts";
import { derivationOf } from "../simplify/spellings.ts";
import { numbers } from "../emit/run.ts";
import { identities, type Identity, sourceOf, valuesOf } from "./identities.ts";
import { multiplications } from "./matrix.ts";

/** The size that products are put in order for where it is not known; of every dimension here. */
const size = 64;
const sizes = { k: size, l: size, m: size, n: size };

/** The multiplications of an expression, each different part made once; a whole power is a product, a sign nothing. */
function multiplicationsIn(scalar: Scalar): number {
  return partsOutsideReductions(scalar).reduce((sum, part) => sum + own(part), 0);
}

function own(part: Term): number {
  if (part.kind === "reduce") return size ** part.indices.length * multiplicationsIn(part.body);
  if (part.kind === "power") return Math.max(0, Math.abs(Number(part.exponent.numerator)) - 1);
  if (part.kind !== "mul") return 0;
  const [first] = part.factors;
  const isSign =
    first?.kind === "constant" && Math.abs(Number(first.value.numerator)) === 1 && first.value.denominator === 1n;
  return part.factors.length - (isSign ? 2 : 1);
}

const multiplicationsOf = (equations: readonly Equation[]): number =>
  equations.reduce((sum, { axes, body }) => sum + size ** axes.length * multiplicationsIn(body), 0);

/** The answer to an identity, and what its gradients and its value besides these take. */
function taken(identity: Identity): { readonly gradients: number; readonly value: number } {
  const { system, outputs } = derivationOf(sourceOf(identity)).answer;
  const asked = outputs.flatMap((output) => (output.kind === "gradient" ? [output.equation] : []));
  const gradients = multiplicationsOf(prune(system, asked).equations);
  return { gradients, value: multiplicationsOf(system.equations) - gradients };
}

describe.each(identities.map((identity) => [identity.loss, identity] as const))("%s", (_, identity) => {
  const { gradients, value } = taken(identity);
  const values = valuesOf(identity, sizes, numbers(1));
  const forms = Object.values(identity.gradient);

  test("the gradient takes no more multiplications than the closed form of textbooks", () => {
    expect(gradients).toBeLessThanOrEqual(multiplications(() => forms.map((form) => form(values))));
  });

  test("the value takes no product besides, but three multiplications for each element of the parameters", () => {
    const elements = forms.reduce((sum, form) => sum + form(values).values.length, 0);
    expect(value).toBeLessThanOrEqual(3 * elements);
  });
});

test("without simplification, some gradients take more", () => {
  const more = identities.filter((identity) => {
    const { canonical, request } = derivationOf(sourceOf(identity));
    const wrt = Object.keys(identity.gradient);
    const raw = differentiate(flatten(canonical.system), request.of, wrt);
    const asked = raw.equations.flatMap(({ name, origin }) => (origin.rule === "gradient" ? [name] : []));
    const values = valuesOf(identity, sizes, numbers(1));
    const closed = multiplications(() => Object.values(identity.gradient).map((form) => form(values)));
    return multiplicationsOf(prune(raw, asked).equations) > closed;
  });
  expect(more.map(({ loss }) => loss)).toContain("x' * A * x");
});
