/** How a terminal sets what stands out and what stays back; as the rest where there are no colours. */
export interface Colors {
  readonly title: (text: string) => string;
  /** What a reader may skip. */
  readonly quiet: (text: string) => string;
  /** What a step has changed. */
  readonly changed: (text: string) => string;
  readonly good: (text: string) => string;
}

const plain = (text: string): string => text;

const style =
  (on: number, off: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;

export const colorsOf = (color: boolean): Colors =>
  color
    ? { title: style(1, 22), quiet: style(2, 22), changed: style(33, 39), good: style(32, 39) }
    : { title: plain, quiet: plain, changed: plain, good: plain };
