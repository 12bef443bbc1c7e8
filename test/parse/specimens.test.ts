import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/collector.ts";
import { parses } from "../../src/parse/earley.ts";
import { lex } from "../../src/parse/lex.ts";
import { parse } from "../../src/parse/parse.ts";
import { cutStatements } from "../../src/parse/statements.ts";
import { printModule } from "../../src/syntax/print.ts";
import { bare } from "../syntax/bare.ts";

const readme = readFileSync(join(import.meta.dirname, "../../grammar/README.md"), "utf8");
const specimen = /```nabla\n([^]*?)```/.exec(readme)?.[1] ?? "";

const alsup = `// alsup.nabla — two-layer ReLU network, mean squared error
dim m0, m1, m2, n

param W1[m1, m0], b1[m1]
param W2[m2, m1], b2[m2]
data  x[n, m0], y[n, m2]

f(v) = W2 * relu(W1 * v + b1) + b2

loss = 1/n * sum(i in n, norm2(f(x[i]) - y[i])^2)
`;

const edTam = `// ed-tam.nabla — three sigmoid layers, cross-entropy, written as in the paper
dim M, H, N
param W1[M, H], b1[H], W2[H, H], b2[H], W3[H], b3
data  x[N, M], y[N]

h1(v) = sigmoid(W1' * v + b1)
h2(v) = sigmoid(W2' * h1(v) + b2)
f(v)  = sigmoid(W3' * h2(v) + b3)

loss = -sum(i in N, y[i] * log(f(x[i])) + (1 - y[i]) * log(1 - f(x[i])))
`;

const attention = `// attention.nabla — index notation, any rank
dim T, d
param Q[d, d], K[d, d], V[d, d]
data  x[T, d], target[T, d]

q[t, a] = sum(c in d, x[t, c] * Q[c, a])
k[t, a] = sum(c in d, x[t, c] * K[c, a])
v[t, a] = sum(c in d, x[t, c] * V[c, a])
s[t, u] = sum(a in d, q[t, a] * k[u, a]) / sqrt(d)
p[t, u] = exp(s[t, u]) / sum(w in T, exp(s[t, w]))
o[t, a] = sum(u in T, p[t, u] * v[u, a])
loss    = sum(t in T, a in d, (o[t, a] - target[t, a])^2)
`;

const batch =
  "F = W2 * relu(W1 * X + b1 *\nones(n)') + b2 * ones(n)'\nemit value(loss), gradient(loss), gradient(loss; W1, b1)\nemit hvp(loss)\n";

function statements(source: string): readonly (readonly [string, ReturnType<typeof parses>])[] {
  const diagnostics = new Diagnostics();
  const chunks = cutStatements(lex(source, diagnostics, 1).tokens, diagnostics, 1);
  expect(diagnostics.all).toEqual([]);
  return chunks.map(({ tokens }) => [source.slice(tokens[0]?.start, tokens.at(-1)?.end), parses(tokens)]);
}

describe.each(Object.entries({ specimen, alsup, edTam, attention, batch }))("%s", (_, source) => {
  test.each(statements(source))("one parse: %s", (_text, read) => {
    expect(read).toHaveLength(1);
  });

  test("parses, and its canonical text is the same module", () => {
    const { module, diagnostics } = parse(source);
    expect(diagnostics).toEqual([]);
    if (!module) throw new Error("no module");
    const text = printModule(module);
    const again = parse(text).module;
    expect(bare(again)).toEqual(bare(module));
    expect(again && printModule(again)).toBe(text);
  });
});

test("the README shows a construct for every statement and expression kind", () => {
  const { module } = parse(specimen);
  const kinds = new Set(
    JSON.stringify(module)
      .match(/"kind":"\w+"/g)
      ?.map((kind) => kind.slice(8, -1)),
  );
  const statementKinds = ["dim", "param", "data", "const", "definition", "function", "emit"];
  const expressionKinds = ["number", "name", "unary", "binary", "transpose", "index", "call", "binder", "if"];
  expect([...kinds].sort()).toEqual([...statementKinds, ...expressionKinds].sort());
});
