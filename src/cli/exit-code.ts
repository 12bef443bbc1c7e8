/** What the exit code of `nablac` means. The larger one wins when several apply. */
export const exitCode = {
  done: 0,
  /** The user's files have errors. */
  diagnostics: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** `nablac` is wrong (EX_SOFTWARE of sysexits.h). */
  internal: 70,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A command line that says something impossible. Its message is for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
