/** What a command needs from its surroundings, apart from the file system. */
export interface Io {
  /** The folder that relative paths start from, and that shown paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Ends what would go on for ever. */
  readonly stopped: AbortSignal;
  /** Milliseconds since some fixed moment. */
  now(): number;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns?: number | undefined;
}

/** Colours go to people: to a terminal that can show them, unless the environment says otherwise (no-color.org). */
export function hasColor(output: Output, env: Io["env"]): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTTY && env["TERM"] !== "dumb";
}
