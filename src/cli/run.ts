import { Command, CommanderError, Option } from "commander";
import { accuracies, formats, stages, warningModes } from "../index.ts";
import { version } from "../util/version.ts";
import type { Api } from "./api.ts";
import { checkFile, type CheckCommand } from "./check.ts";
import { Compilation } from "./compile.ts";
import { addCompletions } from "./completions.ts";
import { exitCode, UsageError, type ExitCode } from "./exit-code.ts";
import { formatFiles, type FormatCommand } from "./format.ts";
import { afterCheck, afterCompile, afterFormat, afterInit, afterInspect, afterProgram } from "./help.ts";
import { initProject } from "./init.ts";
import { inspectFile, type InspectCommand } from "./inspect.ts";
import { hasColor, type Io } from "./io.ts";
import { dims, magnitude, names, plan, whole } from "./options.ts";
import { describeFault } from "./report.ts";
import { modelSettings, settingsOf, type Asked, type ConfigOption } from "./settings.ts";
import { watchFiles } from "./watch.ts";

/**
 * The command line. `argv` holds what comes after the name of the program; everything else that the outside world
 * could influence comes in through `io`, except the files.
 */
export async function run(argv: readonly string[], io: Io, api: Api): Promise<ExitCode> {
  let outcome: ExitCode = exitCode.done;
  const program = commandLine(io, {
    compile: async (files, command) => {
      const { watch, ...others } = command;
      const asked = { files, command: others };
      outcome = watch ? await watchFiles(asked, io, api) : await compileOnce(asked, io, api);
    },
    check: async (file, command) => {
      const settings = await modelSettings(command, io);
      outcome = settings ? await checkFile(file, settings, io, api) : exitCode.usage;
    },
    format: async (files, command) => {
      outcome = await formatFiles(files, command, io, api);
    },
    lsp: () => api.serveEditor(),
    inspect: async (file, command) => {
      const settings = await modelSettings(command, io);
      outcome = settings ? await inspectFile(file, settings, io, api) : exitCode.usage;
    },
    init: async () => {
      outcome = await initProject(io);
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

async function compileOnce(asked: Asked, io: Io, api: Api): Promise<ExitCode> {
  const settings = await settingsOf(asked, io);
  return settings ? (await new Compilation(settings, io, api).run()).exitCode : exitCode.usage;
}

interface Actions {
  readonly compile: (files: string[], command: Asked["command"] & { readonly watch?: boolean }) => Promise<void>;
  readonly check: (file: string, command: CheckCommand & ConfigOption) => Promise<void>;
  readonly format: (files: string[], command: FormatCommand) => Promise<void>;
  readonly lsp: () => Promise<void>;
  readonly inspect: (file: string, command: InspectCommand & ConfigOption) => Promise<void>;
  readonly init: () => Promise<void>;
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
  addInit(program, actions);
  addCompletions(program);
  return program;
}

function addCompile(program: Command, actions: Actions): void {
  program
    .command("compile")
    .summary("write the gradient function of each file")
    .description(
      "Writes the loss and its gradient as a TypeScript module of its own, without imports: model.nabla becomes model.nabla.ts beside it, to be imported as ./model.nabla.js.",
    )
    .argument("[file...]", "models, folders of them, patterns in quotes, or - for standard input")
    .addOption(new Option("-o, --output <file>", "write the output there (one model)").conflicts(["outDir", "stdout"]))
    .addOption(
      new Option("--out-dir <dir>", "write the outputs there, in the structure of their folder").conflicts(["stdout"]),
    )
    .option("--stdout", "write the output to standard output (one model)")
    .option("--js", "write JavaScript and its types, model.nabla.js and .d.ts")
    .option("--declaration", "the same as --js")
    .option("--no-declaration", "with --js: leave out the types")
    .addOption(new Option("--source-map", "write a map from the code back to the model").conflicts(["stdout"]))
    .addOption(new Option("--watch", "compile again whatever changes").conflicts(["check", "stdout"]))
    .option("--check", "write nothing; exit with 1 where an output is not up to date")
    .option("--force", "also replace files that nablac did not write")
    .option("--quiet", "tell nothing but problems")
    .addOption(new Option("--format <format>", "what is told for people or programs").choices(["text", "json"]))
    .option("--stdin-filename <name>", "what a model from standard input is called")
    .addOption(dimOption())
    .addOption(dtypeOption())
    .addOption(wrtOption())
    .addOption(warningsOption())
    .addOption(accuracyOption())
    .addOption(planOption())
    .addOption(configOption())
    .addOption(noConfigOption())
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
    .addOption(configOption())
    .addOption(noConfigOption())
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
    .addOption(dtypeOption())
    .addOption(wrtOption())
    .addOption(warningsOption())
    .addOption(accuracyOption())
    .addOption(planOption())
    .addOption(configOption())
    .addOption(noConfigOption())
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
    .argument("<file...>", "models, folders of them, patterns in quotes; - from standard input to standard output")
    .option("--check", "write nothing; exit 1 where a file is laid out otherwise")
    .addHelpText("after", afterFormat)
    .action(actions.format);
}

function addInit(program: Command, actions: Actions): void {
  program
    .command("init")
    .summary("make a configuration, a first model and scripts for npm")
    .description("Makes a configuration, a first model and scripts for npm in this folder, and replaces nothing.")
    .addHelpText("after", afterInit)
    .action(actions.init);
}

function configOption(): Option {
  return new Option("--config <file>", "the configuration (default: the nearest nablac.config.ts, .js or .json)");
}

function noConfigOption(): Option {
  return new Option("--no-config", "use no configuration");
}

function dtypeOption(): Option {
  return new Option("--dtype <type>", "number type of the arrays (default: f64)").choices(["f64", "f32"]);
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
