import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { expect, test } from "vitest";
import { inspect } from "../../src/index.ts";

/** Names that mean something in DOT, in a file whose name would like to end a string, and to be markup. */
const source = `
dim n
param digraph[n], subgraph, node, edge, λ_ſ
data  strict[n], __proto[n]
label(v) = tanh(digraph' * v + subgraph)
loss = label(strict)^2 + node * label(__proto) + edge^2 * exp(-λ_ſ)
`;
const filename = '"] } digraph { "\\ <b>&amp; --> ]]>.nabla';

const pictureOf = async (format: "dot" | "svg"): Promise<string> =>
  (await inspect(source, { filename, format })).output ?? "";

test("DOT is what Graphviz reads, with a node for each tensor", async () => {
  const drawn = (await Graphviz.load()).dot(await pictureOf("dot"));
  const titles = Array.from(drawn.matchAll(/class="node[^>]*>\s*<title>([^<]*)</g), ([, title]) => title);
  const stated = Array.from((await pictureOf("dot")).matchAll(/^ {2}(n\d+) \[/gm), ([, name]) => name);
  expect(stated.length).toBeGreaterThan(8);
  expect(titles.sort()).toEqual(stated.sort());
});

test("SVG is well formed", async () => {
  const open: string[] = [];
  const content = (await pictureOf("svg")).replace(/^<\?xml[^>]*\?>\n/, "").replace(/<style>[^<]*<\/style>/, "");
  const token = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
  const read = Array.from(content.matchAll(token), ([whole, close, name = "", , empty]) => {
    if (close === "/") expect(open.pop()).toBe(name);
    else if (name !== "" && empty !== "/") open.push(name);
    expect(whole).not.toMatch(/&(?!(?:amp|lt|gt|quot|#\d+|#x[\da-f]+);)/i);
    return whole;
  });
  expect(read.join("")).toBe(content);
  expect(open).toEqual([]);
});

test.each(["dot", "svg"] as const)("%s has the same bytes twice", async (format) => {
  expect(await pictureOf(format)).toBe(await pictureOf(format));
});
