import type { FunctionDeclarationStructure } from "ts-morph";
import { lengthCheck } from "./checks.ts";
import { addSizes, printSize, sameSize, shapeSize, type Size } from "../program/size.ts";
import { sizeChecks, sizeOf } from "./function.ts";
import type { Tile } from "../program/program.ts";
import type { ModuleText } from "./module-text.ts";
import type { Morph } from "./morph.ts";
import { propertyName } from "./names.ts";

const spelled = (size: Size, tiles: readonly Tile[] = []): string =>
  printSize(size, " * ", (name) => {
    const tile = tiles.find((other) => other.name === name);
    return tile ? `Math.min(${sizeOf(tile.dim.name)}, ${tile.most})` : sizeOf(name);
  });

/** The functions that say how long arrays are, and where each parameter lies in one flat vector. */
export function layoutFunctions(module: ModuleText, morph: Morph): FunctionDeclarationStructure[] {
  const parameters = module.sizes.length > 0 ? [{ name: "sizes", type: module.types.sizes }] : [];
  const kind: Kind = morph.StructureKind.Function;
  const workLength: FunctionDeclarationStructure = {
    kind,
    isExported: true,
    name: "workLength",
    parameters,
    returnType: "number",
    docs: ["How many elements of workspace the functions need."],
    statements: [
      ...sizeChecks(module),
      `return ${longest(
        module.module.functions.map((program) => program.workLength),
        module.module.functions.flatMap((program) => program.tiles),
      )};`,
    ],
  };
  if (module.params.length === 0) return [workLength];
  return [
    workLength,
    paramLength(module, parameters, kind),
    paramLayout(module, parameters, kind),
    paramViews(module, parameters, kind),
  ];
}

function longest(lengths: readonly Size[], tiles: readonly Tile[]): string {
  const distinct = lengths.filter(
    (length, position) => lengths.findIndex((other) => sameSize(other, length)) === position,
  );
  const needed = distinct.length > 1 ? distinct.filter((length) => length.length > 0) : distinct;
  const texts = needed.map((length) => spelled(length, tiles));
  return texts.length > 1 ? `Math.max(${texts.join(", ")})` : (texts[0] ?? "0");
}

type Parameters = { readonly name: string; readonly type: string }[];
type Kind = FunctionDeclarationStructure["kind"];

/** How many elements all parameters have: one lies after the other in a flat vector, in the order of declaration. */
const total = ({ params }: ModuleText): Size => addSizes(...params.map(({ axes }) => shapeSize(axes)));

function paramLength(module: ModuleText, parameters: Parameters, kind: Kind): FunctionDeclarationStructure {
  return {
    kind,
    isExported: true,
    name: "paramLength",
    parameters,
    returnType: "number",
    docs: ["How many elements all parameters have together: the length of one flat vector of them."],
    statements: [...sizeChecks(module), `return ${spelled(total(module))};`],
  };
}

function paramLayout(module: ModuleText, parameters: Parameters, kind: Kind): FunctionDeclarationStructure {
  const entries = module.params.map(({ name, axes }) => {
    const shape = axes.map((dim) => (dim.size === undefined ? sizeOf(dim.name) : String(dim.size)));
    return `${propertyName(name)}: { offset: next(${spelled(shapeSize(axes))}), shape: [${shape.join(", ")}] },`;
  });
  return {
    kind,
    isExported: true,
    name: "paramLayout",
    parameters,
    returnType: `{ readonly [name in keyof ${module.types.params}]: { readonly offset: number; readonly shape: readonly number[] } }`,
    docs: ["Where each parameter lies in one flat vector of all of them, and its shape."],
    statements: [
      ...sizeChecks(module),
      "let end = 0;",
      "const next = (length: number): number => (end += length) - length;",
      `return {\n${entries.join("\n")}\n};`,
    ],
  };
}

function paramViews(module: ModuleText, parameters: Parameters, kind: Kind): FunctionDeclarationStructure {
  const entries = module.params.map(({ name, axes }) => `${propertyName(name)}: next(${spelled(shapeSize(axes))}),`);
  const length = total(module);
  return {
    kind,
    isExported: true,
    name: "paramViews",
    parameters: [...parameters, { name: "flat", type: module.array }],
    returnType: module.types.params,
    docs: [
      "The parameters, or a gradient, as parts of one flat vector.\n@throws RangeError where it is not as long as all of them",
    ],
    statements: [
      ...sizeChecks(module),
      lengthCheck(module, {
        label: '"flat"',
        local: "flat",
        length: spelled(length),
        shape: JSON.stringify(printSize(length)),
      }),
      "let end = 0;",
      `const next = (length: number): ${module.array} => flat.subarray(end, (end += length));`,
      `return {\n${entries.join("\n")}\n};`,
    ],
  };
}
