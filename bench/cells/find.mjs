import { cells } from "./cells.mjs";
import { scalings } from "./scalings.mjs";
import { shapes } from "./shapes.mjs";

/** The cell of that name, among all that are measured. */
export function cellNamed(name) {
  const found = [...cells, ...shapes, ...scalings.flatMap(({ cells }) => cells)].find((cell) => cell.name === name);
  if (found === undefined) throw new Error(`there is no cell ${name}`);
  return found;
}
