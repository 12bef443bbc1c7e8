/** A process that compiles the models of its folder again and again, each time into other outputs. */
import { run } from "../../src/cli/run.ts";
import type { Api } from "../../src/cli/api.ts";
import { decode } from "../../src/parse/decode.ts";
import { check, format, inspect, inspectRefusal } from "../../src/index.ts";
import { lineOf } from "./killed.ts";

const silent = { isTTY: false, write: () => undefined };
const io = {
  ...{ cwd: process.cwd(), env: {}, stdout: silent, stderr: silent, now: () => 0 },
  ...{ stdin: process.stdin, stopped: AbortSignal.abort() },
};

/** Long outputs take a while to be written. */
const compile: Api["compile"] = (_, { dtype = "f64" }) =>
  Promise.resolve({ code: lineOf(dtype).repeat(20_000), diagnostics: [], summary: undefined });

const api = { check, compile, format, inspect, inspectRefusal, decode, serveEditor: () => Promise.resolve() };

for (let dtype = "f32"; ; dtype = dtype === "f32" ? "f64" : "f32") {
  await run(["compile", ".", "--no-config", "--dtype", dtype], io, api);
  process.send?.("compiled");
}
