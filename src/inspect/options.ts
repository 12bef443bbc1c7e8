import type { ModelOptions } from "../pipeline.ts";
import type { Stage } from "./report.ts";

/** What `inspect` may be told. */
export interface InspectOptions extends ModelOptions {
  /** The name of the file, as the output shows it: `mlp.nabla`. */
  readonly filename: string;
  /** `text` where absent. */
  readonly format?: Format;
  /** Whole arrays, or every element by its indices; where absent, as the file is written. */
  readonly notation?: "matrix" | "index";
  /** How far the model is taken; `simplified` where absent. */
  readonly stage?: Stage;
  /** Whether the derivation is shown step by step. */
  readonly steps?: boolean;
  /** Whether text has the colours of a terminal; it has none where absent. */
  readonly color?: boolean;
  /** Where lines of text are broken; 100 where absent. */
  readonly width?: number;
}

/** What a report can be printed as. */
export const formats = ["text", "latex", "mathml", "html", "json", "dot", "svg"] as const;
/** One of `formats`. */
export type Format = (typeof formats)[number];

/** How far a model can be taken, in order: as it was read, and what becomes of it. */
export const stages = ["syntax", "equations", "gradient", "simplified", "program"] as const satisfies readonly Stage[];

/** Stages that are systems of equations; the others are shown as they stand. */
const systems: readonly Stage[] = ["equations", "gradient", "simplified"];

/** What each format can show. */
const abilities: { readonly [F in Format]: { readonly stages: readonly Stage[]; readonly steps: boolean } } = {
  text: { stages, steps: true },
  latex: { stages: systems, steps: true },
  mathml: { stages: systems, steps: true },
  html: { stages: ["simplified"], steps: true },
  json: { stages, steps: true },
  dot: { stages: systems, steps: false },
  svg: { stages: systems, steps: false },
};

/** Why there is no such output, in a sentence that says what there is; nothing where it can be made. */
export function inspectRefusal(options: Omit<InspectOptions, "filename">): string | undefined {
  const { format = "text", stage = "simplified", steps = false } = options;
  return refuseStage(format, stage) ?? (steps ? refuseSteps(format, stage) : undefined) ?? refuseRest(options, stage);
}

function refuseStage(format: Format, stage: Stage): string | undefined {
  const others = formats.filter((other) => abilities[other].stages.includes(stage));
  if (others.includes(format)) return undefined;
  return `the stage ${stage} has no form as ${format}; it has one as ${alternatives(others)}`;
}

function refuseSteps(format: Format, stage: Stage): string | undefined {
  if (stage !== "simplified") return `the steps lead to the stage simplified; there are none of the stage ${stage}`;
  const others = formats.filter((other) => abilities[other].steps);
  if (others.includes(format)) return undefined;
  return `the steps have no form as ${format}; they have one as ${alternatives(others)}`;
}

function refuseRest({ notation }: Partial<InspectOptions>, stage: Stage): string | undefined {
  if (notation !== undefined && !systems.includes(stage)) {
    return `the stage ${stage} is shown as it stands; the stages with a notation are ${systems.join(", ")}`;
  }
  return undefined;
}

/** `text, latex or json` */
const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
