import { printSize, type Size } from "../program/size.ts";

/** What an open dimension is taken to be where one number is asked for. */
export const typicalExtent = 64;

export const typicalValue = (size: Size): number =>
  size.reduce((total, { coefficient, dims }) => total + coefficient * typicalExtent ** dims.length, 0);

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (value: number): string =>
  Array.from(String(value), (digit) => superscripts[Number(digit)]).join("");

/** `6·H²·N + 2·H`, the leading terms first; what would go on for long is left off. */
export function sizeText(size: Size, mostTerms = 6): string {
  const shown = size.slice(0, mostTerms).map(({ coefficient, dims }) => {
    const names = [...new Set(dims)].map((name) => {
      const times = dims.filter((dim) => dim === name).length;
      return times === 1 ? name : `${name}${superscript(times)}`;
    });
    return printSize([{ coefficient, dims: names }]);
  });
  return size.length === 0 ? "0" : [...shown, ...(size.length > mostTerms ? ["…"] : [])].join(" + ");
}

/** The terms of the highest degree. */
export const leading = (size: Size): string =>
  sizeText(size.filter(({ dims }) => dims.length === size[0]?.dims.length));
