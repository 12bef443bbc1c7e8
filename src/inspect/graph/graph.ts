import { text } from "../../notation/text.ts";
import type { Answer, Report, ReportInput, ReportLine } from "../report.ts";

/** The equations of an answer as a graph: who reads whom. */
export interface Graph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type NodeRole = ReportInput["role"] | ReportLine["role"];

export interface GraphNode {
  /** The input or equation. */
  readonly name: string;
  readonly role: NodeRole;
  readonly symbol: string;
  /** What defines it, cut where it is long; nothing for an input. */
  readonly formula: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

/** More equations than these make a picture that nobody can read, and that takes long to lay out. */
export const mostNodes = 400;

const longestFormula = 44;

/** The graph of an answer: the inputs that it reads, then its equations. */
export function graphOf({ inputs }: Report, { title, sections }: Answer): Graph {
  const lines = sections.flatMap((section) => section.lines);
  const read = new Set(lines.flatMap(({ reads }) => reads));
  const known = new Set([...inputs.map(({ name }) => name), ...lines.map(({ equation }) => equation)]);
  return {
    title,
    nodes: [...inputs.filter(({ name }) => read.has(name)).map(inputNode), ...lines.map(lineNode)],
    edges: lines.flatMap(({ equation, reads }) =>
      reads.filter((name) => known.has(name)).map((from) => ({ from, to: equation })),
    ),
  };
}

const inputNode = ({ name, role, symbol }: ReportInput): GraphNode => ({
  name,
  role,
  symbol: text(symbol),
  formula: "",
});

const lineNode = ({ equation, role, left, right }: ReportLine): GraphNode => ({
  name: equation,
  role,
  symbol: text(left),
  formula: cut(text(right)),
});

function cut(formula: string): string {
  const characters = Array.from(formula);
  return characters.length <= longestFormula ? formula : `${characters.slice(0, longestFormula - 1).join("")}…`;
}
