/** For sets of names, which only ever grow: the numbers that were given last. */
const numbers = new WeakMap<Set<string>, Map<string, number>>();

/** The name itself where it is free, else with the first number that makes it so. The result is taken from now on. */
export function freshName(wanted: string, taken: Set<string>): string {
  const last = numbers.get(taken) ?? new Map<string, number>();
  numbers.set(taken, last);
  let [name, count] = [wanted, last.get(wanted) ?? 1];
  while (taken.has(name)) name = `${wanted}_${String(++count)}`;
  last.set(wanted, count);
  taken.add(name);
  return name;
}
