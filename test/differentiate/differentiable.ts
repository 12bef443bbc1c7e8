import type fc from "fast-check";
import { everyPart } from "../../src/equations/walk.ts";
import { programs, type Program, type ProgramOptions } from "../oracles/programs.ts";

/** Random systems of what a user can write: nobody writes trigamma, so nothing differentiates it. */
export const differentiable = (options?: ProgramOptions): fc.Arbitrary<Program> =>
  programs(options).filter(({ system }) =>
    system.equations.every(({ body }) =>
      everyPart(body).every((part) => part.kind !== "call" || part.fn !== "trigamma"),
    ),
  );
