import { Command, CommanderError, Option } from "commander";
import { accuracies, formats, stages, warningModes } from "../index.ts";
import { version } from "../util/version.ts";
import type { Api } from "./api.ts";
import { checkFile, type CheckCommand } from "./check.ts";
import { compileFiles, type CompileCommand } from "./compile.ts";
import { exitCode, UsageError, type ExitCode } from "./exit-code.ts";
import { formatFiles, type FormatCommand } from "./format.ts";
import { inspectFile, type InspectCommand } from "./inspect.ts";
import { hasColor, type Io } from "./io.ts";
import { dims, magnitude, names, plan, whole } from "./options.ts";
import { describeFault } from "./report.ts";

/**
 * The command line. `argv` holds what comes after the name of the program; everything else that the outside world
 * could influence comes in through `io`, except the files.
 */
export async function run(argv: readonly string[], io: Io, api: Api): Promise<ExitCode> {
  let outcome: ExitCode = exitCode.done;
  const program = commandLine(io, {
    compile: async (files, command) => {
      outcome = await compileFiles(files, command, io, api);
    },
    check: async (file, command) => {
      outcome = await checkFile(file, command, io, api);
    },
    format: async (files, command) => {
      outcome = await formatFiles(files, command, io, api);
    },
    lsp: () => api.serveEditor(),
    inspect: async (file, command) => {
      outcome = await inspectFile(file, command, io, api);
    },
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return outcome;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (error instanceof UsageError) {
      io.stderr.write(`error: ${error.message}\n`);
      return exitCode.usage;
    }
    io.stderr.write(describeFault(error, io));
    return exitCode.internal;
  }
}

interface Actions {
  readonly compile: (files: string[], command: CompileCommand) => Promise<void>;
  readonly check: (file: string, command: CheckCommand) => Promise<void>;
  readonly format: (files: string[], command: FormatCommand) => Promise<void>;
  readonly lsp: () => Promise<void>;
  readonly inspect: (file: string, command: InspectCommand) => Promise<void>;
}

function commandLine(io: Io, actions: Actions): Command {
  const program = new Command("nablac")
    .description("Compiles a network and its loss, written as a formula, into its gradient: a TypeScript function.")
    .version(version, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .exitOverride()
    .showHelpAfterError("(nablac --help shows what there is)")
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => hasColor(io.stdout, io.env),
      getErrHasColors: () => hasColor(io.stderr, io.env),
    })
    .addHelpText("after", afterProgram);
  addCompile(program, actions);
  addInspect(program, actions);
  addCheck(program, actions);
  addFormat(program, actions);
  program
    .command("lsp")
    .summary("serve an editor, by the language server protocol")
    .description(
      "Talks the language server protocol on standard input and output; editors start it. See docs/editor.md.",
    )
    .option("--stdio", "what it does in any case")
    .action(actions.lsp);
  return program;
}

function addCompile(program: Command, actions: Actions): void {
  program
    .command("compile")
    .summary("write the gradient function of each file")
    .description(
      "Writes the loss and its gradient as a TypeScript module of its own, without imports: model.nabla becomes model.nabla.ts beside it, to be imported as ./model.nabla.js.",
    )
    .argument("<file...>", "the models")
    .addOption(new Option("-o, --output <file>", "write the output there (one model)").conflicts(["outDir", "stdout"]))
    .addOption(new Option("--out-dir <dir>", "write the outputs into that folder").conflicts(["stdout"]))
    .option("--stdout", "write the output to standard output (one model)")
    .addOption(dimOption())
    .addOption(new Option("--dtype <type>", "number type of the arrays").choices(["f64", "f32"]).default("f64"))
    .addOption(wrtOption())
    .addOption(warningsOption())
    .addOption(accuracyOption())
    .addOption(planOption())
    .addHelpText("after", afterCompile)
    .action(actions.compile);
}

function addInspect(program: Command, actions: Actions): void {
  program
    .command("inspect")
    .summary("show the loss and its gradient as formulas, and how they come about")
    .description(
      "Shows what the compiler makes of a model: the loss and its gradient as a paper has them, the derivation step by step, and what they cost.",
    )
    .argument("<file>", "the model")
    .addOption(new Option("--format <format>", "what it is shown as").choices(formats).default("text"))
    .addOption(
      new Option("--notation <notation>", "whole arrays or elements (default: as the file is written)").choices([
        "matrix",
        "index",
      ]),
    )
    .option("--steps", "show how the gradient comes about, step by step")
    .addOption(new Option("--stage <stage>", "how far the model is taken").choices(stages).default("simplified"))
    .addOption(new Option("-o, --output <file>", "write the output there"))
    .addOption(dimOption())
    .addOption(wrtOption())
    .addOption(warningsOption())
    .addOption(accuracyOption())
    .addOption(planOption())
    .addHelpText("after", afterInspect)
    .action(actions.inspect);
}

function addCheck(program: Command, actions: Actions): void {
  program
    .command("check")
    .summary("run the gradient function, and hold it against the formula")
    .description(
      "Compiles a model, runs the functions at random points or at given ones, and compares values and gradients with the formula as it is written: evaluated, differentiated in two modes, and by differences in decimal arithmetic.",
    )
    .argument("<file>", "the model")
    .option("--data <file.json>", "values for sizes, parameters and data; what is missing is drawn at random")
    .addOption(new Option("--samples <count>", "how many points").argParser(whole(1)).default(20))
    .addOption(
      new Option("--seed <number>", "of the first point; the next has the next").argParser(whole(0)).default(1),
    )
    .addOption(
      new Option("--tolerance <error>", "the largest relative error (default: 1e-9, or 1e-4 for f32)").argParser(
        magnitude,
      ),
    )
    .addOption(new Option("--format <format>", "what the report is").choices(["text", "json"]).default("text"))
    .addOption(dimOption())
    .addOption(new Option("--dtype <type>", "number type of the arrays").choices(["f64", "f32"]).default("f64"))
    .addOption(wrtOption())
    .addOption(warningsOption())
    .addOption(accuracyOption())
    .addOption(planOption())
    .addHelpText("after", afterCheck)
    .action(actions.check);
}

function addFormat(program: Command, actions: Actions): void {
  program
    .command("format")
    .summary("lay files out in the canonical way")
    .description(
      "Lays each file out in its place: spaces, line ends, columns. Comments, brackets and spellings stay as they are. A file whose syntax is wrong is left alone.",
    )
    .argument("<file...>", "the models; - from standard input to standard output")
    .option("--check", "write nothing; exit 1 where a file is laid out otherwise")
    .addHelpText("after", afterFormat)
    .action(actions.format);
}

function dimOption(): Option {
  return new Option("--dim <name=size>", "fix the size of a dimension, as in m=784; may be repeated").argParser(dims);
}

function wrtOption(): Option {
  return new Option("--wrt <names>", "the parameters to differentiate for, as in W1,b1 (default: all)").argParser(
    names,
  );
}

function warningsOption(): Option {
  return new Option("--warnings <mode>", "tell warnings (default), make errors of them, or leave them out").choices(
    warningModes,
  );
}

function accuracyOption(): Option {
  return new Option(
    "--accuracy <what>",
    "the gradient of a paper, or with all its digits where a class is nearly certain (default: paper)",
  ).choices(accuracies);
}

function planOption(): Option {
  return new Option(
    "--plan <settings>",
    "how loops are laid out, as in tile=32,block=2x4,unroll=off (default: auto for each)",
  ).argParser(plan);
}

const afterFormat = `
Examples:
  nablac format models/*.nabla
  nablac format --check models/*.nabla    for continuous integration
  nablac format - < model.nabla           to standard output
`;

const afterProgram = `
A model is a file like this:

  dim  m, n
  param w[m], b
  data  x[n, m], y[n]
  loss = 1/n * sum(i in n, (w' * x[i] + b - y[i])^2)

Examples:
  nablac compile model.nabla              model.nabla.ts: lossAndGradient, loss, workLength, …
  nablac inspect model.nabla              the formulas of the gradient
  nablac check model.nabla                whether the compiled function is right
  nablac compile --help                   all that compile can be told

Exit codes: 0 done, 1 the files have errors, 2 the command line has, 70 nablac is at fault.
`;

const afterCompile = `
Examples:
  nablac compile model.nabla                      writes model.nabla.ts
  nablac compile model.nabla -o src/gradient.ts   writes src/gradient.ts
  nablac compile models/*.nabla --out-dir src     writes src/<name>.nabla.ts for each
  nablac compile model.nabla --dim m=784,n=64     sizes fixed: a smaller, faster function
  nablac compile model.nabla --wrt W1,b1          the gradient for these parameters alone
  nablac compile model.nabla --dtype f32          Float32Array in and out, sums in double
  nablac compile model.nabla --accuracy tails     all digits where a probability is nearly 0 or 1
  nablac compile model.nabla --plan tile=8        8 samples at a time
  nablac compile model.nabla --stdout | less      the code to standard output

A file with errors gets no output, and does not stop the others. Outputs appear whole or not at all.
`;

const afterInspect = `
Examples:
  nablac inspect model.nabla
  nablac inspect model.nabla --wrt W2             the formulas behind one gradient
  nablac inspect model.nabla --notation index     element by element
  nablac inspect model.nabla --steps              the derivation, every step checked in numbers
  nablac inspect model.nabla --format html -o model.html
                                                  a page: formulas, derivation, picture, code
  nablac inspect model.nabla --format latex       a document for LaTeX
  nablac inspect model.nabla --stage gradient     before anything is simplified
  nablac inspect model.nabla --stage program      the loops: tiles, blocks, what they cost
`;

const afterCheck = `
Examples:
  nablac check model.nabla
  nablac check model.nabla --samples 1 --seed 17    one point again
  nablac check model.nabla --data points.json       where it matters to you
  nablac check model.nabla --format json            for a program

points.json: { "sizes": { "n": 2 }, "params": { "w": [1, 2] }, "data": { "x": [[1, 2], [3, 4]] } }

Exit codes: 0 right, 1 an error in the file or a result beyond the tolerance, 2 the command line, 70 nablac.
`;
