/** Syntax without its spans: two texts of one module are equal so. */
export function bare(syntax: unknown): unknown {
  return JSON.parse(
    JSON.stringify({ syntax }, (key, value: unknown) => (/^(s|operatorS)pan$/.test(key) ? undefined : value)),
  );
}
