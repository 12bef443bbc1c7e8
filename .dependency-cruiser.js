/**
 * Who may import whom: an allow-list, so that an import nobody thought of is an error. The picture is in src/README.md.
 *
 * Nouns are languages and verbs are passes. A language imports ground only; a pass imports the languages it reads and
 * writes, and never another pass; `pipeline.ts` and `derivation/` compose them; shells see the composition from outside.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
const ground = ["diagnostics", "util"];

/** The languages that each pass reads or writes. */
const passes = {
  parse: ["syntax"],
  check: ["syntax", "equations"],
  differentiate: ["equations"],
  simplify: ["equations"],
  lower: ["equations", "program"],
  emit: ["program"],
  notation: ["equations"],
  warn: ["equations"],
};
const languages = ["syntax", "equations", "program"];
const shells = ["cli", "lsp", "plugin", "inspect", "verification", "load"];
/** What puts passes in order: for the code, and for a reader who wants to see each step. */
const composers = ["^src/(pipeline|editing)\\.ts$", "^src/derivation/"];
/** What goes back to the words of a text. */
const formatter = "^src/format/format\\.ts$";

/** The one place that each of these packages, and the file system, may be used in. */
const confined = {
  "nearley|moo": ["^src/parse/", "^generated/grammar\\.ts$"],
  // What was emitted also runs, with its types stripped.
  "ts-morph|prettier": ["^src/emit/", "^src/load/evaluate\\.ts$"],
  "@jridgewell/gen-mapping": ["^src/emit/"],
  "commander|@bomb\\.sh/tab|tinyglobby|chokidar|jiti|diff": ["^src/cli/"],
  "vscode-languageserver|vscode-languageserver-textdocument": ["^src/lsp/"],
  "decimal\\.js": ["^src/equations/", "^src/verification/slope\\.ts$"],
  "@babel/code-frame|babel__code-frame": ["^src/diagnostics/"],
  unplugin: ["^src/plugin/"],
  "@hpcc-js/wasm-graphviz": ["^src/inspect/graph/"],
};

const folder = (name) => `^src/${name}/`;
const within = (names) => `^src/(${names.join("|")})/`;
const packageNamed = (names) => `(^|/)node_modules/(@types/)?(${names})/`;

const layers = [
  { from: { path: "^src/([^/]+)/" }, to: { path: "^src/$1/" } },
  ...languages.map((language) => ({ from: { path: folder(language) }, to: { path: within(ground) } })),
  ...Object.entries(passes).map(([pass, known]) => ({
    from: { path: folder(pass) },
    to: { path: within([...ground, ...known]) },
  })),
  { from: { path: folder("parse") }, to: { path: "^generated/grammar\\.ts$" } },
  // The generated parser calls the builders that grammar/nabla.ne names.
  { from: { path: "^generated/grammar\\.ts$" }, to: { path: folder("parse") } },
  { from: { path: folder("format") }, to: { path: within([...ground, "parse"]) } },
  {
    from: { path: composers },
    to: { path: within([...ground, ...languages, ...Object.keys(passes)]) },
  },
  { from: { path: "^src/config\\.ts$" }, to: { path: ["^src/(pipeline|program/plan)\\.ts$", within(ground)] } },
  {
    from: { path: "^src/index\\.ts$" },
    to: {
      path: [
        "^src/config\\.ts$",
        ...composers,
        formatter,
        within([...ground, ...languages, ...Object.keys(passes), "inspect", "verification", "load"]),
      ],
    },
  },
  {
    from: { path: within(shells) },
    // Files are bytes and the compiler takes text: decoding them is the one piece of parsing that a shell does.
    to: { path: ["^src/(index|pipeline|config|editing|parse/decode)\\.ts$", within([...ground, "notation"])] },
  },
  // One command is a server.
  { from: { path: "^src/cli/main\\.ts$" }, to: { path: "^src/lsp/start\\.ts$" } },
  // The inspector shows every language, and how one comes from another.
  {
    from: { path: folder("inspect") },
    to: { path: ["^src/derivation/", "^src/emit/places\\.ts$", within(languages)] },
  },
  { from: { path: folder("verification") }, to: { path: ["^src/load/evaluate\\.ts$", within(languages)] } },
];

const packages = [
  ...Object.entries(confined).map(([names, path]) => ({
    from: { path },
    to: { path: packageNamed(names) },
  })),
  // The compiler is a pure function; only shells, and the one way of writing a file, know that there is a machine.
  { from: { path: [within(shells), "^src/util/atomic-write\\.ts$"] }, to: { dependencyTypes: ["core"] } },
];

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    { name: "unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  allowed: [...layers, ...packages],
  allowedSeverity: "error",
  options: {
    doNotFollow: { path: "node_modules" },
    includeOnly: ["^src/", "^generated/grammar\\.ts$", "node_modules", "^(node:)?[a-z_/]+$"],
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
