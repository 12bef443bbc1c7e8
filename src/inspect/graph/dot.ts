import type { Report } from "../report.ts";
import { graphOf, mostNodes, type Graph, type GraphNode, type NodeRole } from "./graph.ts";

/** How each kind of node looks. */
const looks: { readonly [R in NodeRole]: { readonly fill: string; readonly line: string } } = {
  param: { fill: "#dff0ee", line: "#0b6e69" },
  data: { fill: "#eeeeee", line: "#6b6b6b" },
  value: { fill: "#ffffff", line: "#55524c" },
  adjoint: { fill: "#fdf0e1", line: "#a4581b" },
  gradient: { fill: "#f8dcc4", line: "#a4581b" },
};

/** The graphs of a report in the language of Graphviz, one for each answer. */
export const reportDot = (report: Report): string =>
  report.answers.map((answer) => dot(graphOf(report, answer))).join("\n");

/** One graph; where it has too many nodes to be a picture, what says so. */
export function dot(graph: Graph): string {
  const { title, nodes, edges } = graph;
  if (nodes.length > mostNodes) return tooLarge(graph);
  const numbers = new Map(nodes.map(({ name }, number) => [name, number]));
  const lines = [
    `graph [label=${quoted(title)}, labelloc=t, rankdir=TB, nodesep=0.25, ranksep=0.35, bgcolor=transparent, ${font(14)}]`,
    `node [shape=box, style="rounded,filled", margin="0.14,0.07", penwidth=1, ${font(12)}]`,
    'edge [arrowsize=0.6, penwidth=0.8, color="#8a867d"]',
    ...nodes.map((node, number) => `n${number} [${attributesOf(node, number)}]`),
    ...edges.map(({ from, to }) => `n${numbers.get(from) ?? 0} -> n${numbers.get(to) ?? 0}`),
  ];
  return ["digraph {", ...lines.map((line) => `  ${line}`), "}", ""].join("\n");
}

const tooLarge = ({ title, nodes }: Graph): string =>
  `digraph {\n  label=${quoted(`${title}: ${nodes.length} nodes, too many for a picture`)}\n}\n`;

const font = (size: number): string => `fontname="Georgia,serif", fontsize=${size}`;

function attributesOf({ role, symbol, formula }: GraphNode, number: number): string {
  const { fill, line } = looks[role];
  const label = formula === "" ? symbol : `${symbol} = ${formula}`;
  return `label=${quoted(label)}, class=${quoted(`${role} n${number}`)}, fillcolor="${fill}", color="${line}"`;
}

/** A text of the user's stays a text: no quotation mark ends it, no backslash escapes, and it has one line. */
const quoted = (text: string): string =>
  `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replace(/[\r\n\u2028\u2029]+/g, " ")}"`;
