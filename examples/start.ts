/**
 * `npm start`: compiles the networks of the two papers, prints their gradients as the compiler simplifies them, and
 * trains both with the functions just emitted. Ends with exit code 1 where an accuracy falls short of its target.
 */
import { type AlsupModule, type AlsupTraining, readings, train as trainAlsup } from "./alsup/train.ts";
import { bayesError, draw, petals } from "./ed-tam/mixture.ts";
import { type TamModule, type TamTraining, train as trainTam } from "./ed-tam/train.ts";
import { type CompiledModel, compileModel } from "./training/emitted.ts";
import { randomFrom } from "./training/random.ts";
import { bold, dim, indented, percent } from "./training/terminal.ts";

const started = performance.now();
console.log(`\n${bold("nablac")}: from a formula to its gradient, and from the gradient to a trained network\n`);
const reached = [await edTam(), await alsup()];
const seconds = (performance.now() - started) / 1000;
if (reached.every(Boolean)) console.log(`Both targets reached, in ${seconds.toFixed(1)} s.\n`);
else console.log(`${bold("A target was missed.")}\n`);
process.exitCode = reached.every(Boolean) ? 0 : 1;

async function edTam(): Promise<boolean> {
  const model = await show<TamModule>("1  Ed Tam: three sigmoid layers, cross-entropy", "ed-tam/samples.nabla");
  const mixture = petals(2, 0.6);
  const [random, margin] = [randomFrom(1), 0.01];
  const data = { samples: draw(mixture, 4000, random), heldOut: draw(mixture, 20000, random) };
  const best = bayesError(mixture);
  const training: TamTraining = { hidden: 12, batch: 50, epochs: 16, rate: 0.03 };
  console.log(
    `  ${bold("training")}: two classes in the plane, six overlapping petals that take turns; 2-12-12-1,\n` +
      `  4000 samples. The best possible classifier errs on ${percent(best)}, the Bayes error.\n`,
  );
  let error = 1;
  for (const progress of trainTam(model.module, data, training, random)) {
    error = progress.error;
    if (progress.epoch % 2 > 0) continue;
    const { epoch, loss } = progress;
    console.log(
      `    epoch ${column(epoch, 4)}   loss ${loss.toFixed(4)}   held-out error ${column(percent(error), 6)}`,
    );
  }
  const target = best + margin;
  return verdict(`error on 20,000 held-out samples ${percent(error)}`, percent(target), error <= target);
}

async function alsup(): Promise<boolean> {
  const model = await show<AlsupModule>(
    "2  Terrence Alsup: two layers, ReLU, mean squared error",
    "alsup/samples.nabla",
  );
  const [random, target] = [randomFrom(2), 0.01];
  const data = { samples: readings(400, random), heldOut: readings(2000, random) };
  const training: AlsupTraining = { hidden: 64, epochs: 2000, rate: 0.02, every: 250 };
  console.log(
    `  ${bold("training")}: a walk around the circle, x ↦ (cos πx, sin πx) on [−1, 1]; 1-64-2, 400 samples.\n`,
  );
  let rmse = Infinity;
  for (const progress of trainAlsup(model.module, data, training, random)) {
    rmse = progress.rmse;
    const { epoch, loss } = progress;
    console.log(`    epoch ${column(epoch, 4)}   loss ${loss.toExponential(2)}   held-out RMSE ${rmse.toFixed(4)}`);
  }
  return verdict(`RMSE on 2000 held-out samples ${rmse.toFixed(4)}`, target.toFixed(4), rmse <= target);
}

/** Compiles a model, and shows it as it was written and its loss and gradient as they came out. */
async function show<Module>(heading: string, path: string): Promise<CompiledModel<Module>> {
  console.log(`${bold(heading)}\n`);
  const model = await compileModel<Module>(new URL(path, import.meta.url));
  const written = model.source.replace(/^\/\/.*\n/, "");
  const lines = model.code.split("\n").length;
  console.log(`  ${bold("as written")}, examples/${path}\n\n${indented(written)}\n`);
  console.log(
    `  ${bold("simplified")}, and emitted with predict(f) in ${lines} lines of TypeScript, in ${model.seconds.toFixed(1)} s\n`,
  );
  console.log(`${indented(equationsOf(model.formulas))}\n`);
  return model;
}

/** Value and gradient, without the declarations, which stand above already; where an index runs stays in the background. */
function equationsOf(formulas: string): string {
  const [, equations = ""] = /^Value\n\n([^]*?)\n\nCost of a call$/m.exec(formulas) ?? [];
  const lines = equations.split("\n").filter((line) => line !== "" && line !== "Gradient");
  return lines.map((line) => line.replace(/^ {2}/, "").replace(/ {4}.*∈.*$/, dim)).join("\n");
}

function column(value: number | string, width: number): string {
  return String(value).padStart(width);
}

function verdict(result: string, target: string, holds: boolean): boolean {
  console.log(`\n  ${holds ? "✓" : "✗"} ${bold(result)}, target ≤ ${target}\n\n`);
  return holds;
}
