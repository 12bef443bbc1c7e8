import { prepare } from "../hand/straight.mjs";
import { arraysIn, elementsOf } from "./arrays.mjs";
import { called } from "./called.mjs";

export function make({ network, sizes }, { params, data }, dtype) {
  const Elements = elementsOf(dtype);
  return called(prepare(network, sizes, arraysIn(Elements, params), arraysIn(Elements, data), Elements));
}
