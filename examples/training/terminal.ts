/** Bold and dim where somebody is looking, and nothing at all in a log. */
const styled = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;

const style =
  (on: number, off: number) =>
  (text: string): string =>
    styled ? `\u001b[${on}m${text}\u001b[${off}m` : text;

export const bold = style(1, 22);
export const dim = style(2, 22);

export const indented = (text: string, by = 4): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : " ".repeat(by) + line))
    .join("\n");

export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
