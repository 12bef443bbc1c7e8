import type { Report } from "../report.ts";
import { dot } from "./dot.ts";
import { graphOf, mostNodes, type Graph } from "./graph.ts";

/** The picture follows the page where it stands: colours are classes, which whoever shows it may set. */
const style = `
svg { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .node text, .graph > text { fill: #e8e5de; }
  .edge path { stroke: #8f8b83; }
  .edge polygon { fill: #8f8b83; stroke: #8f8b83; }
  .param path { fill: #123b39; stroke: #6cc7bd; }
  .data path { fill: #2b2d31; stroke: #a5a19a; }
  .value path { fill: #1c1f23; stroke: #b5b1a8; }
  .adjoint path { fill: #3a2a1a; stroke: #e0a069; }
  .gradient path { fill: #54361d; stroke: #e0a069; }
}
`;

/** The graph of the first answer as a picture that stands alone. */
export async function reportSvg(report: Report): Promise<string> {
  const [answer] = report.answers;
  if (!answer) return "";
  const svg = await graphSvg(graphOf(report, answer));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace(/(<svg[^>]*>)/, `$1<style>${style}</style>`)}`;
}

/** A graph as an `<svg>` element with a title and a description. */
export async function graphSvg(graph: Graph): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  const drawn = graphviz.dot(dot(graph));
  const description = `${graph.nodes.length} tensors; an arrow runs from what is read to what is computed from it.`;
  return drawn
    .slice(drawn.indexOf("<svg"))
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/<title>[\s\S]*?<\/title>\n?/g, "")
    .replace(/ id="[^"]*"/g, "")
    .replace(/<svg([^>]*)>/, `<svg$1 role="img" aria-label="${ariaLabel(graph)}"><desc>${description}</desc>`);
}

const ariaLabel = ({ title, nodes }: Graph): string =>
  escaped(
    nodes.length > mostNodes ? `${title}, too many equations for a picture` : `The equations of ${title} as a graph`,
  );

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
