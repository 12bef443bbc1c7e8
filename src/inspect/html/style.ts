/** The style sheet of a page: system fonts, a reading column with the code beside it, light and dark, and for paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --sheet: #ffffff; --ink: #23211d; --quiet: #625e56; --line: #e3dfd6;
  --accent: #0a645f; --warm: #94480f; --glow: #fff0b8; --changed: #ffe9a6; --good: #1d6b34;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", Charter, Georgia, serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --sheet: #1b1e22; --ink: #e9e6df; --quiet: #aaa59b; --line: #34373c;
    --accent: #7fd0c7; --warm: #eab07c; --glow: #3f3714; --changed: #5b4c16; --good: #83cf98;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--serif); }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "STIX Math", math; font-size: 1.06em; }
.equations math, .formula math { math-style: normal; }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 0.25em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: 0.5rem 1rem; z-index: 2; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header, main { max-width: 92rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 4rem); }
header { padding-top: clamp(2rem, 6vw, 4.5rem); }
header > * { max-width: 46rem; }
h1 { font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.15; font-weight: 500; margin: 0; overflow-wrap: anywhere; letter-spacing: -0.01em; }
.lead { color: var(--quiet); font-size: 1.15rem; margin: 0.6rem 0 0; }
h2 { font-size: 1.5rem; font-weight: 500; line-height: 1.25; margin: 3.2rem 0 0.4rem; }
h3 { font-size: 0.9rem; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; color: var(--quiet); margin: 2rem 0 0.6rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr); column-gap: 3rem; padding-bottom: 5rem; }
.reading { max-width: 46rem; min-width: 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1.4rem; margin: 1.6rem 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; display: flex; flex-wrap: wrap; gap: 0 1.3rem; }
pre { margin: 0; font: 0.8125rem/1.6 var(--mono); tab-size: 2; overflow: auto; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.1rem; }
pre .comment { color: var(--quiet); } pre .keyword { color: var(--accent); } pre .number { color: var(--warm); }
.scroll { overflow-x: auto; }

.equations { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.15rem; }
.equation { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.1rem; padding: 0.35rem 0.7rem; margin: 0 -0.7rem; border-radius: 6px; background: var(--lit, transparent); transition: background 0.15s; }
.equation .left { min-width: 3.2rem; }
.equation.gradient .left { color: var(--warm); }
.right, .formula { overflow-x: auto; overflow-y: hidden; padding: 0.2rem 0; max-width: 100%; }
.left { padding: 0.2rem 0; }
.ranges { margin-left: auto; padding-left: 1.2rem; color: var(--quiet); font-size: 0.92rem; white-space: nowrap; }
.formula .ranges { margin-left: 1.2rem; padding-left: 0; }

.code { position: relative; }
.code pre { max-height: 34rem; }
.place { display: block; margin: 0 -1.1rem; padding: 0 1.1rem; background: var(--lit, transparent); transition: background 0.15s; }
.place a { text-decoration: none; }
.place a:hover { text-decoration: underline; }

.hint { color: var(--quiet); margin: 0 0 0.6rem; font-size: 0.97rem; }
.stepper { display: none; position: sticky; top: 0; z-index: 1; gap: 0.6rem; align-items: center; padding: 0.5rem 0; background: var(--paper); }
.scripted .stepper { display: flex; }
.stepper button { font: inherit; font-size: 0.97rem; color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 0.2rem 0.9rem; cursor: pointer; }
.stepper button:hover:not([aria-disabled="true"]) { border-color: var(--accent); }
.stepper button[aria-disabled="true"] { color: var(--quiet); cursor: default; }
.stepper output { color: var(--quiet); font-size: 0.97rem; font-variant-numeric: tabular-nums; }
fieldset { border: 0; margin: 0 0 1.6rem; padding: 0; min-width: 0; }
legend { padding: 0; font-size: 1.08rem; font-style: italic; margin: 0.6rem 0 0.3rem; }
.step { display: grid; grid-template-columns: 2.6rem minmax(0, 1fr); align-items: baseline; padding: 0.15rem 0.7rem 0.15rem 0; margin: 0 -0.7rem; border-left: 3px solid transparent; border-radius: 0 6px 6px 0; scroll-margin: 5rem; }
.step label { display: flex; justify-content: flex-end; padding-right: 0.7rem; cursor: pointer; color: var(--quiet); font-size: 0.88rem; font-variant-numeric: tabular-nums; }
.step input { position: absolute; opacity: 0; width: 1.6rem; height: 1.6rem; margin: 0; cursor: pointer; }
.step:focus-within:has(:focus-visible) .number { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.step.continues .formula { padding-left: 2.9rem; }
.step .rule { display: none; grid-column: 2; margin: 0 0 0.5rem; gap: 0.1rem 1.1rem; flex-wrap: wrap; font-size: 0.97rem; }
.step:has(:checked) { background: var(--sheet); border-left-color: var(--accent); box-shadow: 0 1px 3px rgb(0 0 0 / 0.08); }
.step:has(:checked) .rule { display: flex; }
.step:has(:checked) .changed { background: var(--changed); border-radius: 3px; }
.step:has(:checked) .number { color: var(--accent); font-weight: 600; }
.rule-name { font-weight: 600; } .rule-name::first-letter { text-transform: uppercase; }
.identity { font-style: italic; }
.checked, .check { color: var(--quiet); }
.check { margin: 0.3rem 0 0 2.6rem; font-size: 0.93rem; }
.tick { color: var(--good); }
.conclusion { border-top: 1px solid var(--line); padding-top: 0.8rem; }

.graph { margin: 0; overflow-x: auto; }
.graph svg { max-width: max(100%, 40rem); height: auto; display: block; }
.graph svg text { fill: var(--ink); font-family: var(--serif); }
.graph svg .node path { fill: var(--sheet); stroke: var(--quiet); }
.graph svg .param path { stroke: var(--accent); } .graph svg .data path { stroke-dasharray: 3 2; }
.graph svg .adjoint path, .graph svg .gradient path { stroke: var(--warm); }
.graph svg .gradient path { stroke-width: 1.8; }
.graph svg .edge path { stroke: var(--quiet); } .graph svg .edge polygon { fill: var(--quiet); stroke: var(--quiet); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.97rem; }
th, td { text-align: left; font-weight: 400; padding: 0.3rem 1.6rem 0.3rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { color: var(--quiet); }
footer { max-width: 92rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 4rem) 3rem; color: var(--quiet); font-size: 0.93rem; }

@media (min-width: 68rem) {
  main { grid-template-columns: minmax(0, 42rem) minmax(26rem, 1fr); }
  .code > div { position: sticky; top: 1.2rem; }
  .code pre { max-height: calc(100vh - 7rem); }
}
@media (max-width: 30rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: 0.6rem; }
  .ranges { margin-left: 0; padding-left: 0; flex-basis: 100%; }
  .step { grid-template-columns: 1.9rem minmax(0, 1fr); }
  .step.continues .formula { padding-left: 0.6rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } * { transition: none !important; } }
@media print {
  body { background: #fff; font-size: 10pt; } .code pre, .code > div { max-height: none; position: static; } .stepper, .hint, .skip { display: none !important; }
  .step .rule { display: flex; } .step, .equation { break-inside: avoid; } main { display: block; }
}
`;
