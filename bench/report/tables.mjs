// Each table of the document, from the results.
import { contestantOf, contestants, handWritten } from "../contestants/contestants.mjs";
import { bestHand, bytes, peers, ratio, ratioText, secondsOf, small, time } from "./figures.mjs";
import { table } from "./table.mjs";

const titleOf = (key) => {
  const { title, dtype } = contestantOf(key);
  return `${title}, ${dtype}`;
};

const bold = (text, value, most) => (value !== undefined && value > most ? `**${text}**` : text);

/** Our time, and its ratio to the best hand-written version and to everyone. */
export function speed(cells, dtype, keys) {
  const measured = keys.filter((key) => cells.some(({ rows }) => rows[key] !== undefined));
  const head = ["cell", "nablac", "ours / best hand", ...measured.map((key) => `ours / ${titleOf(key)}`)];
  const rows = cells.map(({ name, rows }) => {
    const ours = rows[`nablac-${dtype}`];
    const best = ratio(ours, bestHand(rows, dtype));
    const ratios = measured.map((key) => ratioText(ratio(ours, rows[key])));
    return [name, time(secondsOf(ours)), bold(ratioText(best), best, 1.05), ...ratios];
  });
  return table(head, rows);
}

export const handKeys = (dtype) => handWritten(dtype);

export const shapesTable = (shapes) =>
  table(
    ["shape", "network", ...["f64", "f32"].flatMap((dtype) => [`nablac, ${dtype}`, `ours / naive`, `ours / blocked`])],
    shapes.map(({ name, network, rows }) => [
      name,
      network,
      ...["f64", "f32"].flatMap((dtype) => {
        const ours = rows[`nablac-${dtype}`];
        const blocked = ratio(ours, rows[`blocked-${dtype}`]);
        const naive = ratioText(ratio(ours, rows[`naive-${dtype}`]));
        return [time(secondsOf(ours)), naive, bold(ratioText(blocked), blocked, 1.2)];
      }),
    ]),
  );

const everyone = contestants.map(({ key }) => key);

const present = (rows) => everyone.filter((key) => rows.some((row) => row[key] !== undefined));

export function differences(cells) {
  const keys = present(cells.map(({ rows }) => rows)).filter((key) => key !== "naive-f64");
  return table(
    ["cell", ...keys.map(titleOf), "reference"],
    cells.map(({ name, rows, slope }) => [name, ...keys.map((key) => small(rows[key]?.difference)), small(slope)]),
  );
}

export function allocation(cells) {
  const keys = present(cells.map(({ allocation }) => allocation));
  return table(
    ["cell", ...keys.map(titleOf)],
    cells.map(({ name, allocation }) => [name, ...keys.map((key) => bytes(allocation[key]?.bytes))]),
  );
}

export const cold = (cells) =>
  table(
    [
      "contestant",
      ...cells.flatMap(({ name }) => [`${name}: first gradient`, "calls to full speed", "and their time"]),
    ],
    everyone
      .filter((key) => cells.some(({ rows }) => rows[key] !== undefined))
      .map((key) => [
        titleOf(key),
        ...cells.flatMap(({ rows }) => {
          const { start, calls, until } = rows[key] ?? {};
          return [time(start), calls ?? "–", time(until)];
        }),
      ]),
  );

export const bundles = (rows) =>
  table(
    ["what is shipped", "minified", "minified, gzip", "WebAssembly beside it, gzip"],
    rows.map(({ title, minified, gzip, beside }) => [title, bytes(minified), bytes(gzip), bytes(beside?.gzip)]),
  );

/** Why a contestant has no number: each reason once, with the cells it holds for. */
export function absences(cells) {
  const reasons = new Map();
  for (const { name, refused, rows } of cells) {
    const failed = Object.entries(rows).flatMap(([key, { error }]) => (error === undefined ? [] : [[key, error]]));
    for (const [key, reason] of [...Object.entries(refused), ...failed]) {
      const line = `${titleOf(key)}: ${reason}`;
      reasons.set(line, [...(reasons.get(line) ?? []), name]);
    }
  }
  return [...reasons].map(([line, names]) => `- ${line} (${names.join(", ")})`).join("\n");
}

export const compiling = (rows, what) =>
  table(
    [what, "source", "first", "fastest of 3", "emitted"],
    rows.map(({ count, source, first, fastest, emitted }) => [
      count,
      bytes(source),
      time(first),
      time(fastest),
      bytes(emitted),
    ]),
  );

export const scaling = (points, by) =>
  table(
    [by, "nablac", "ours / naive loops", "ours / register-blocked"],
    points.map(({ value, rows }) => [
      value,
      time(secondsOf(rows["nablac-f64"])),
      ratioText(ratio(rows["nablac-f64"], rows["naive-f64"])),
      ratioText(ratio(rows["nablac-f64"], rows["blocked-f64"])),
    ]),
  );

export const peerKeys = peers.map(({ key }) => key);
