import { contestants, handWritten } from "../contestants/contestants.mjs";

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Seconds a call: the median over rounds of each round's fastest turn. */
export const secondsOf = (row) => (row?.seconds?.length ? median(row.seconds) : undefined);

/** The median over rounds of the ratio within a round. */
export function ratio(ours, theirs) {
  if (!ours?.seconds?.length || ours.seconds.length !== theirs?.seconds?.length) return undefined;
  return median(ours.seconds.map((seconds, at) => seconds / theirs.seconds[at]));
}

/** The fastest hand-written version of a cell in each round. */
export function bestHand(rows, dtype) {
  const grades = handWritten(dtype).flatMap((key) => (rows[key]?.seconds?.length ? [rows[key].seconds] : []));
  if (grades.length === 0) return undefined;
  return { seconds: grades[0].map((_, at) => Math.min(...grades.map((seconds) => seconds[at]))) };
}

export const time = (seconds) => {
  if (seconds === undefined) return "–";
  if (seconds < 1e-6) return `${(seconds * 1e9).toFixed(0)} ns`;
  if (seconds < 1e-3) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return seconds < 1 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
};

/** A ratio, as a fraction where it is small. */
export const ratioText = (value) => {
  if (value === undefined) return "–";
  return value < 0.095 ? `1/${Number((1 / value).toPrecision(2))}` : value.toFixed(2);
};

export const bytes = (count) => {
  if (count === undefined) return "–";
  if (count < 1000) return `${Math.round(count)} B`;
  return count < 1e6 ? `${(count / 1e3).toPrecision(3)} kB` : `${(count / 1e6).toPrecision(3)} MB`;
};

export const small = (value) => (value === undefined ? "–" : value === 0 ? "0" : value.toExponential(0));

/** The peers' columns: everyone but us and the hand-written versions. */
export const peers = contestants.filter(({ key }) => !/^(nablac|naive|blocked|straight)-/.test(key));
