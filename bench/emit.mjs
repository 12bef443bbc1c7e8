// node emit.mjs <f64 | f32> [m=3 …] < model.nabla: prints the JavaScript that nablac emits for a model.
//
// A process of its own, so that what is measured shares no heap with the compiler.
import { readFileSync } from "node:fs";
import ts from "typescript";
import { compile } from "../dist/src/index.js";

const [dtype, ...fixed] = process.argv.slice(2);
const dims = Object.fromEntries(fixed.map((pair) => [pair.split("=")[0], Number(pair.split("=")[1])]));
const { code, diagnostics } = await compile(readFileSync(0, "utf8"), { filename: "model.nabla", dtype, dims });
if (code === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
const { outputText } = ts.transpileModule(code, { compilerOptions: { module: "esnext", target: "es2022" } });
process.stdout.write(outputText);
