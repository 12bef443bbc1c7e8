/**
 * What is known of a number: an interval that it lies in. An end is `open` where the number never attains it, so that
 * σ(x) lies in (0, 1) and relu(x) in [0, ∞). `nonZero` also says so of numbers of either sign.
 */
export interface Range {
  readonly low: End;
  readonly high: End;
  readonly nonZero: boolean;
}

export interface End {
  readonly at: number;
  readonly open: boolean;
}

const infinite = (at: number): End => ({ at, open: true });
const closed = (at: number): End => (Number.isFinite(at) ? { at, open: false } : infinite(at));
const opened = (at: number): End => ({ at, open: true });

/** The interval between two ends; an end at 0 is open where the number is not 0. */
export function range(low: End, high: End, nonZero = false): Range {
  const isAway = nonZero || isAbove(low, 0) || isBelow(high, 0);
  const away = (end: End): End => (isAway && end.at === 0 ? opened(0) : end);
  return { low: away(low), high: away(high), nonZero: isAway };
}

const isAbove = (low: End, bound: number): boolean => low.at > bound || (low.at === bound && low.open);
const isBelow = (high: End, bound: number): boolean => high.at < bound || (high.at === bound && high.open);

/** [low, high] */
export const between = (low: number, high: number): Range => range(closed(low), closed(high));
/** (low, high) */
export const within = (low: number, high: number): Range => range(opened(low), opened(high));
export const exactly = (value: number): Range => between(value, value);
export const anything: Range = within(-Infinity, Infinity);
export const positive: Range = within(0, Infinity);
export const nonNegative: Range = between(0, Infinity);
export const nonZero: Range = range(infinite(-Infinity), infinite(Infinity), true);

/** Whether no number lies in it. */
export const isEmpty = ({ low, high }: Range): boolean =>
  low.at > high.at || (low.at === high.at && low.open && high.open);
export const isPositive = ({ low }: Range): boolean => isAbove(low, 0);
export const isNonNegative = ({ low }: Range): boolean => low.at >= 0;
export const isAtLeast = ({ low }: Range, bound: number): boolean => low.at >= bound;
export const isAtMost = ({ high }: Range, bound: number): boolean => high.at <= bound;

const leastEnd = (a: End, b: End): End => (a.at < b.at || (a.at === b.at && !a.open) ? a : b);
const greatestEnd = (a: End, b: End): End => (a.at > b.at || (a.at === b.at && !a.open) ? a : b);

/** Where both are known. */
export function both(a: Range, b: Range): Range {
  const low = a.low.at > b.low.at || (a.low.at === b.low.at && a.low.open) ? a.low : b.low;
  const high = a.high.at < b.high.at || (a.high.at === b.high.at && a.high.open) ? a.high : b.high;
  return range(low, high, a.nonZero || b.nonZero);
}

/** Where one of them is known, and which is not. */
export const either = (a: Range, b: Range): Range =>
  range(leastEnd(a.low, b.low), greatestEnd(a.high, b.high), a.nonZero && b.nonZero);

const sumOfEnds = (a: End, b: End): End => ({ at: a.at + b.at, open: a.open || b.open });

export const plus = (a: Range, b: Range): Range => range(sumOfEnds(a.low, b.low), sumOfEnds(a.high, b.high));

/** 0·∞ is 0 here: the zero is exact, and the other number is not ∞ itself. */
function productOfEnds(a: End, b: End): End {
  if ((a.at === 0 && !a.open) || (b.at === 0 && !b.open)) return closed(0);
  if (a.at === 0 || b.at === 0) return opened(0);
  return { at: a.at * b.at, open: a.open || b.open };
}

export function times(a: Range, b: Range): Range {
  const ends = [a.low, a.high].flatMap((one) => [b.low, b.high].map((other) => productOfEnds(one, other)));
  const isAway = a.nonZero && b.nonZero;
  return range(ends.reduce(leastEnd), ends.reduce(greatestEnd), isAway);
}

/** 1/a */
export function inverse(a: Range): Range {
  const end = ({ at, open }: End): End => ({ at: 1 / at, open: open || !Number.isFinite(at) });
  if (a.low.at >= 0) return range(end(a.high), a.low.at === 0 ? infinite(Infinity) : end(a.low), true);
  if (a.high.at <= 0) return range(a.high.at === 0 ? infinite(-Infinity) : end(a.high), end(a.low), true);
  return nonZero;
}

/** The values of a function that rises all the way; the limits at ±∞ are not attained. */
export function rising(a: Range, f: (x: number) => number): Range {
  const end = ({ at, open }: End): End => ({ at: f(at), open: open || !Number.isFinite(f(at)) });
  const [low, high] = [end(a.low), end(a.high)];
  const isNumber = !Number.isNaN(low.at) && !Number.isNaN(high.at);
  return isNumber ? range(low, high) : anything;
}

/** The same of a function that is flat in places, where it attains its ends. */
export const stepping = (a: Range, f: (x: number) => number): Range => between(f(a.low.at), f(a.high.at));

/** |a| */
export function magnitude(a: Range): Range {
  if (isNonNegative(a)) return a;
  const mirrored = (end: End): End => ({ at: -end.at, open: end.open });
  if (a.high.at <= 0) return range(mirrored(a.high), mirrored(a.low), a.nonZero);
  return range(closed(0), greatestEnd(mirrored(a.low), a.high), a.nonZero);
}

/** a to a power that is not 0. Of a root, where it is defined. */
export function raised(a: Range, exponent: number): Range {
  if (exponent < 0) return inverse(raised(a, -exponent));
  const isWhole = Number.isInteger(exponent);
  if (isWhole && exponent % 2 !== 0) return { ...rising(a, (x) => x ** exponent), nonZero: a.nonZero };
  const base = isWhole ? magnitude(a) : both(a, nonNegative);
  return both(
    rising(base, (x) => x ** exponent),
    base.nonZero ? positive : nonNegative,
  );
}
