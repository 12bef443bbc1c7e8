/** The name itself where it is free, else with the first number that makes it so. The result is taken from now on. */
export function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${String(count)}`;
  taken.add(name);
  return name;
}
