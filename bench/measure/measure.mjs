// The whole run, section by section. What comes out is what the report is written from.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cells } from "../cells/cells.mjs";
import { scalings } from "../cells/scalings.mjs";
import { shapes } from "../cells/shapes.mjs";
import { bundle } from "../contestants/bundled.mjs";
import { contestants } from "../contestants/contestants.mjs";
import { emit, emittedFile } from "../contestants/emitted.mjs";
import { bundledCells, bundles } from "./bundles.mjs";
import { fresh } from "./child.mjs";
import { difference, slopeError } from "./correctness.mjs";
import { machine } from "./machine.mjs";
import { round } from "./turns.mjs";

const gradients = fileURLToPath(new URL("../dist/gradients", import.meta.url));

/** Cold starts and allocation do not depend on much, so a few cells stand for all. */
const coldCells = ["A-tiny16", "A-medium", "C-32"];

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

const dtypes = ["f64", "f32"];

/** The reference comes first: the others are compared with its gradient. */
const reference = "naive-f64";

async function timesOf(cell, keys, pace, tell) {
  const files = (key) => path.join(gradients, `${cell.name.replaceAll(/[^\w-]/g, "_")}-${key}.f64`);
  const rows = Object.fromEntries(keys.map((key) => [key, { seconds: [] }]));
  for (let at = 0; at < pace.rounds; at++) {
    tell(`${cell.name}, round ${at + 1}`);
    for (const [key, { seconds, ...rest }] of Object.entries(await round(cell, keys, files, pace))) {
      Object.assign(rows[key], rest);
      if (seconds !== undefined) rows[key].seconds.push(seconds);
    }
  }
  for (const key of keys) {
    if (rows[key].error === undefined) rows[key].difference = difference(cell, files(key), files(reference));
  }
  return { rows, slope: await slopeError(cell, files(reference)) };
}

async function allocations(cell, keys) {
  const flags = ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"];
  const rows = {};
  for (const key of keys) rows[key] = await fresh("allocation.mjs", [key, cell.name], flags);
  return rows;
}

/** Every contestant of the 13 cells, or why it has no number. */
async function cellSection(chosen, contestants, pace, tell) {
  const measured = [];
  for (const cell of chosen) {
    const refused = Object.fromEntries(contestants.flatMap(({ key, refuses }) => (refuses(cell) ? [[key, refuses(cell)]] : []))); // prettier-ignore
    const keys = contestants.map(({ key }) => key).filter((key) => refused[key] === undefined);
    const times = await timesOf(cell, keys, pace, tell);
    measured.push({ ...cell, ...times, refused, allocation: await allocations(cell, keys) });
  }
  return measured;
}

const handAndOurs = ["nablac-f64", "naive-f64", "blocked-f64", "nablac-f32", "naive-f32", "blocked-f32"];

async function shapeSection(chosen, pace, tell) {
  const measured = [];
  for (const cell of chosen) measured.push({ ...cell, ...(await timesOf(cell, handAndOurs, pace, tell)) });
  return measured;
}

async function scalingSection(chosen, pace, tell) {
  const measured = [];
  for (const { by, cells } of chosen) {
    const points = [];
    for (const cell of cells) {
      const keys = [reference, "nablac-f64", "blocked-f64"];
      points.push({ value: cell.value, ...(await timesOf(cell, keys, { ...pace, rounds: 1 }, tell)) });
    }
    measured.push({ by, points });
  }
  return measured;
}

async function coldSection(chosen, contestants, pace, tell) {
  const measured = [];
  for (const cell of chosen) {
    const rows = {};
    for (const { key, refuses } of contestants) {
      if (refuses(cell) !== undefined) continue;
      tell(`${cell.name}, cold start of ${key}`);
      const runs = [];
      for (let at = 0; at < Math.min(3, pace.rounds); at++) runs.push(await fresh("cold.mjs", [key, cell.name]));
      rows[key] = runs[0].error ? runs[0] : Object.fromEntries(["start", "calls", "until"].map((figure) => [figure, median(runs.map((run) => run[figure]))])); // prettier-ignore
    }
    measured.push({ name: cell.name, rows });
  }
  return measured;
}

async function compileSection(tell) {
  tell("compile time");
  return {
    deep: await fresh("compiling.mjs", ["deep", 1, 3, 6, 12, 25, 50]),
    wide: await fresh("compiling.mjs", ["wide", 1, 5, 10, 20, 40]),
  };
}

/** Emitted code and bundles of what is going to be measured; cells that differ in open sizes share a file. */
async function prepare(all, tell) {
  mkdirSync(gradients, { recursive: true });
  tell("compiling the models");
  const files = new Map(all.flatMap((cell) => dtypes.map((dtype) => [emittedFile(cell, dtype), [cell, dtype]])));
  for (const [cell, dtype] of files.values()) emit(cell, dtype);
  await Promise.all([bundle("tensorflow-cpu"), bundle("tensorflow-wasm")]);
}

/** The cells of whatever is chosen. */
function chosenOf({ only }) {
  const wants = (section) => only.test(section);
  const chosen = (list) => list.filter(({ name }) => only.test(name));
  const named = (names, when) => (when ? cells.filter(({ name }) => names.includes(name)) : []);
  return {
    wants,
    cells: chosen(cells),
    shapes: chosen(shapes),
    cold: named(coldCells, wants("cold")),
    bundled: named(bundledCells, wants("bundles")),
    scaling: wants("scaling") ? scalings : [],
  };
}

/** Measures what is chosen: cells, shapes and sections by `only`, contestants by their own; the reference always. */
export async function measure(pace, choice, tell) {
  const { wants, ...chosen } = chosenOf(choice);
  const compared = contestants.filter(({ key }) => key === reference || choice.contestants.test(key));
  const scaled = chosen.scaling.flatMap(({ cells }) => cells);
  await prepare([...chosen.cells, ...chosen.shapes, ...chosen.cold, ...chosen.bundled, ...scaled], tell);
  return {
    machine: machine(),
    pace,
    cells: await cellSection(chosen.cells, compared, pace, tell),
    shapes: await shapeSection(chosen.shapes, pace, tell),
    cold: await coldSection(chosen.cold, compared, pace, tell),
    bundles: wants("bundles") ? await bundles() : [],
    scaling: await scalingSection(chosen.scaling, pace, tell),
    compile: wants("compile") ? await compileSection(tell) : undefined,
  };
}
