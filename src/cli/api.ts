import type { check, compile, format, inspect, inspectRefusal } from "../index.ts";
import type { decode } from "../parse/decode.ts";

/** What the commands ask of the compiler: the functions of the package, which tests replace. */
export interface Api {
  readonly check: typeof check;
  readonly compile: typeof compile;
  readonly format: typeof format;
  readonly inspect: typeof inspect;
  readonly inspectRefusal: typeof inspectRefusal;
  /** Loads the language server, which no other command needs. */
  readonly serveEditor: () => Promise<void>;
  readonly decode: typeof decode;
}
