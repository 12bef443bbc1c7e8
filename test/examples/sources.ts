import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every model in `examples/`, by its path there. */
export const examples: readonly (readonly [path: string, source: string])[] = readdirSync("examples", {
  recursive: true,
  encoding: "utf8",
})
  .filter((path) => path.endsWith(".nabla"))
  .map((path) => path.replaceAll("\\", "/"))
  .sort()
  .map((path) => [path, readFileSync(join("examples", path), "utf8")] as const);
