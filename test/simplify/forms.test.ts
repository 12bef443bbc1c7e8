import { join } from "node:path";
import { test } from "vitest";
import { printSystem } from "../../src/equations/print.ts";
import { examples } from "../examples/sources.ts";
import { identities, sourceOf } from "../pipeline/identities.ts";
import { networks } from "../pipeline/networks.ts";
import { expectRecorded } from "../recorded.ts";
import { derivationOf } from "./spellings.ts";

/**
 * What losses and gradients come to, to the letter: a form that changes is looked at. `UPDATE_GOLDEN=1 npx vitest run
 * test/simplify/forms` writes the files anew.
 */
const here = join("test", "simplify", "forms");

/** Formulas in the scalars x, y and the vectors u, v that are no part of networks. */
const formulas = [
  "sum(i in n, if u[i] > 0 then log(1 + exp(u[i] * x)) else y * u[i]^2)",
  "log(sum(exp(u))) + max(u) + min(i in n, v[i] * x)",
  "sum(u ./ (1 + exp(-x * u))) / (1 + x^2)",
  "prod(i in n, u[i] + v[i]) * sqrt(x^2 + y^2)",
  "sum(i in n, sum(j in n, (u[i] - v[j])^2 * exp(-(u[i] - v[j])^2)))",
  "sum((u - mean(u)).^2) / sqrt(sum((u - mean(u)).^2) + 1)",
  "sum(abs(u) + sign(v)) * (x^2 - y^2) / (x + y)",
  "sum(u .* sin(x) .^ 2 + u .* cos(x) .^ 2) + norm2(u - v)",
  "sum(i in n, (if u[i] < v[i] then u[i] else v[i]) * tanh(x) / (1 - tanh(x)^2))",
  "(x + y)^3 / (x * y) + sum(1 / (u + x)) + sum(1 / (u - x))",
];

const texts: Readonly<Record<string, readonly (readonly [title: string, source: string])[]>> = {
  examples,
  networks: networks.map(([activation, loss, source]) => [`${activation}, ${loss}`, source] as const),
  identities: identities.map((identity) => [identity.loss, sourceOf(identity)] as const),
  formulas: formulas.map((each) => [each, `dim n\nparam x, y, u[n], v[n]\nloss = ${each}\n`] as const),
};

test.each(Object.entries(texts))("of %s", (name, sources) => {
  const found = sources
    .map(([title, source]) => `# ${title}\n\n${printSystem(derivationOf(source).answer.system)}`)
    .join("\n");
  expectRecorded(found, join(here, `${name}.txt`));
});
