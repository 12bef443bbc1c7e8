import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/** `nablac complete bash` and its like print a script for the shell, which then asks for `nablac complete -- …`. */
export function addCompletions(program: Command): void {
  tab(program);
}
