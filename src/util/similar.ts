/** The candidate that a mistyped name most likely stands for: at most two letters away, one in a short name. */
export function similar(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Array.from(name).length <= 3 ? 2 : 3;
  for (const candidate of candidates) {
    const apart = candidate.toLowerCase() === name.toLowerCase() ? 0.5 : editDistance(name, candidate, least);
    if (apart < least && apart < Array.from(name).length) [best, least] = [candidate, apart];
  }
  return best;
}

/** Insertions, deletions, replacements and exchanges of neighbours that lead from one to the other; `limit` where it is that or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : limit;
      current.push(Math.min(replaced, exchanged, above[j]! + 1, current[j - 1]! + 1));
    }
    [before, above] = [above, current];
  }
  return above[b.length]!;
}
