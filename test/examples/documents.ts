/** A fenced block of a document: its language, and what the info string says beyond. */
export interface Block {
  readonly language: string;
  readonly info: readonly string[];
  readonly body: string;
  /** Where it opens. */
  readonly line: number;
}

const fence = /^```(\S+)(.*)\n([\s\S]*?)^```$/gm;

export function blocksOf(document: string): Block[] {
  return Array.from(document.matchAll(fence), ({ 1: language = "", 2: rest = "", 3: body = "", index }) => ({
    language,
    info: rest.split(" ").filter(Boolean),
    body,
    line: document.slice(0, index).split("\n").length,
  }));
}

/** The document with each body that `remade` gives in the place of the one it has. */
export function withBodies(document: string, remade: (block: Block) => string | undefined): string {
  const blocks = blocksOf(document)[Symbol.iterator]();
  return document.replace(fence, (whole: string, language: string, rest: string) => {
    const block = blocks.next().value;
    const body = block && remade(block);
    return body === undefined ? whole : `\`\`\`${language}${rest}\n${body.trimEnd()}\n\`\`\``;
  });
}
