import { createHash } from "node:crypto";
import type { Dim } from "../../equations/dim.ts";
import { mathml } from "../../notation/mathml.ts";
import { graphOf } from "../graph/graph.ts";
import { graphSvg } from "../graph/svg.ts";
import type { Answer, Report, ReportInput } from "../report.ts";
import { anchorsIn, codeHtml } from "./code.ts";
import { colored, nablaTokens } from "./colored.ts";
import { costsHtml } from "./costs.ts";
import { derivationHtml } from "./derivation.ts";
import { sectionHtml } from "./equations.ts";
import { linksOf, linkStyle, type LinkOf } from "./links.ts";
import { escaped, tag } from "./markup.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** A report as a page of its own: one file that asks for nothing, and that is whole without its script. */
export async function reportHtml(report: Report): Promise<string> {
  const linkOf = linksOf(report);
  const styles = `${style}\n${linkStyle(report, linkOf)}\n`;
  const parts = await Promise.all(report.answers.map((answer, number) => answerHtml(report, answer, number, linkOf)));
  const body = [
    tag("a", { class: "skip", href: "#model" }, "To the model"),
    header(report),
    tag("main", {}, tag("div", { class: "reading" }, model(report), ...parts), code(report, linkOf)),
    tag("footer", {}, "Made by nablac. Each step says how it was checked in numbers when this page was made."),
  ];
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    tag("title", {}, escaped(`${report.file}: the gradient, derived and compiled`)),
    `<style>${styles}</style>`,
    "</head>",
    "<body>",
    ...body,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Nothing is loaded from anywhere, and no script runs but the page's own. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function header({ file, dims, inputs }: Report): string {
  const rows: [string, string[]][] = [
    ["Sizes", dims.map(dimHtml)],
    ["Parameters", inputs.filter(({ role }) => role === "param").map(inputHtml)],
    ["Data", inputs.filter(({ role }) => role === "data").map(inputHtml)],
  ];
  const terms = rows
    .filter(([, items]) => items.length > 0)
    .map(([name, items]) => tag("dt", {}, name) + tag("dd", {}, ...items.map((item) => tag("span", {}, item))));
  return tag(
    "header",
    {},
    tag("h1", {}, escaped(file)),
    tag(
      "p",
      { class: "lead" },
      "The network, its loss, and the gradient: as formulas, step by step, and as the code that computes it.",
    ),
    tag("dl", {}, ...terms),
  );
}

const dimHtml = ({ name, size }: Dim): string => escaped(size === undefined ? name : `${name} = ${size}`);

function inputHtml({ symbol, axes }: ReportInput): string {
  const shape =
    axes.length === 0
      ? ""
      : tag("mrow", {}, ...axes.map(({ name }, at) => (at === 0 ? "" : "<mo>×</mo>") + tag("mi", {}, escaped(name))));
  const reals = '<mi mathvariant="normal">ℝ</mi>';
  const set = shape === "" ? reals : tag("msup", {}, reals, shape);
  return `${mathml(symbol, "inline")}${tag("math", {}, '<mo form="infix">∈</mo>', set)}`;
}

const model = ({ source }: Report): string =>
  tag(
    "section",
    { id: "model", tabindex: -1 },
    tag("h2", {}, "The model"),
    tag(
      "pre",
      { class: "source", role: "region", "aria-label": "The file as it is written" },
      tag("code", {}, colored(source.trimEnd(), nablaTokens)),
    ),
  );

function code(report: Report, linkOf: LinkOf): string {
  if (report.code === undefined) return "";
  const title = tag("h2", {}, "The code");
  const text = tag(
    "pre",
    { tabindex: 0, role: "region", "aria-label": "The emitted code" },
    tag("code", {}, codeHtml(report, linkOf)),
  );
  return tag("section", { class: "code" }, tag("div", {}, title, text));
}

async function answerHtml(report: Report, answer: Answer, number: number, linkOf: LinkOf): Promise<string> {
  const { title, sections, derivation, costs, places } = answer;
  const linking = { linkOf, answer: number, anchors: anchorsIn(places, linkOf) };
  const graph = await graphSvg(graphOf(report, answer));
  const parts = [
    tag("h2", {}, escaped(title.slice(0, 1).toUpperCase() + title.slice(1))),
    ...sections.map((section) => sectionHtml(section, linking)),
    derivation ? derivationHtml(derivation, number) : "",
    costs ? costsHtml(costs) : "",
  ];
  const picture = tag("section", {}, tag("h3", {}, "Who reads whom"), tag("figure", { class: "graph" }, graph));
  return [...parts, picture].join("");
}
