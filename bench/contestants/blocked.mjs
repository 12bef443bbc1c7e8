import { arraysIn, elementsOf } from "./arrays.mjs";
import { called } from "./called.mjs";

export async function make({ network, sizes }, { params, data }, dtype) {
  const Elements = elementsOf(dtype);
  const { prepare } = await import(`../hand/blocked/${network}.mjs`);
  return called(prepare(sizes, arraysIn(Elements, params), arraysIn(Elements, data), Elements));
}
