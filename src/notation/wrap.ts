/**
 * Breaks a line of mathematics where it holds together least: outside brackets before inside them, at + before ⊙ before
 * a dot. It reads the line alone, in which brackets are balanced and operators have their spaces.
 */
export interface Room {
  readonly width: number;
  /** Columns of the first line that are taken already. */
  readonly taken: number;
  /** Columns that the other lines are indented by. */
  readonly indent: number;
}

/** Loosest first; a line breaks before the operator, and after a comma. */
const operators = [[","], ["=", "≠", "<", "≤"], ["then", "else"], ["∨"], ["∧"], ["+", "−"], ["⊙", "⊘"], ["·"], [""]];
const ranks = new Map(operators.flatMap((row, rank) => row.map((operator) => [operator, rank] as const)));

/** The operator that a piece begins with, after which no line ends. */
const lead = /^(?:[=≠<≤∨∧+−⊙⊘·]|then |else |) ?/u;

/** Brackets, bars, and wherever a line may be broken. */
const tokens = /[([\])‖|]|·|, | (?:[=≠<≤∨∧+−⊙⊘]|then|else) | /gu;

interface Break {
  readonly position: number;
  /** How loose it is: brackets count before operators. */
  readonly rank: number;
}

function breaks(line: string): Break[] {
  const found: Break[] = [];
  const bars = new Set<string>();
  let brackets = 0;
  for (const { 0: token, index } of line.matchAll(tokens)) {
    const rank = ranks.get(token.trim());
    if (token === "‖" || token === "|") {
      if (!bars.delete(token)) bars.add(token);
    } else if (rank === undefined) brackets += token === "(" || token === "[" ? 1 : -1;
    else {
      const position = token === ", " ? index + 2 : token.startsWith(" ") ? index + 1 : index;
      found.push({ position, rank: (brackets + bars.size) * operators.length + rank });
    }
  }
  return found;
}

/** The line cut at its loosest breaks, with the spaces that the pieces end in. */
function pieces(line: string): string[] {
  const [{ length: after } = ""] = lead.exec(line) ?? [];
  const all = breaks(line).filter(({ position }) => position > after && position < line.length);
  const loosest = Math.min(...all.map(({ rank }) => rank));
  const cuts = all.filter(({ rank }) => rank === loosest).map(({ position }) => position);
  return [0, ...cuts].map((from, number) => line.slice(from, cuts[number]));
}

/** How many columns a text takes: marks on letters take none. */
const columns = (text: string): number => text.replace(/[\p{M}\uE000\uE001]/gu, "").length;

/**
 * The lines that the line becomes: all but the first with their indentation, all but the last with the spaces at which
 * they were broken. What cannot be broken stays too long.
 */
export function wrap(line: string, { width, taken, indent }: Room): string[] {
  const [first = line, ...others] = taken + columns(line) <= width ? [line] : pieces(line);
  if (others.length === 0) return [first];
  const lines = wrap(first, { width, taken, indent });
  let isOpen = lines.length === 1;
  for (const piece of others) {
    const last = lines.at(-1) ?? "";
    const longer = (lines.length === 1 ? taken : 0) + columns((last + piece).trimEnd());
    if (isOpen && longer <= width) lines[lines.length - 1] = last + piece;
    else {
      const [head = "", ...rest] = wrap(piece, { width, taken: indent, indent: indent + 2 });
      lines.push(" ".repeat(indent) + head, ...rest);
      isOpen = rest.length === 0;
    }
  }
  return lines;
}
