import { costKinds, costNames } from "../costs-text.ts";
import type { Costs } from "../report.ts";
import { sizeText } from "../sizes.ts";
import { escaped, tag } from "./markup.ts";

/** What a call costs, before and after, as a table. */
export function costsHtml({ before, after, saving }: Costs): string {
  const used = costKinds.filter((kind) => before[kind].length > 0 || after[kind].length > 0);
  const head = [tag("td", {}), ...["as written", "simplified"].map((name) => tag("th", { scope: "col" }, name))];
  const rows = used.map((kind) =>
    tag(
      "tr",
      {},
      tag("th", { scope: "row" }, costNames[kind].row),
      tag("td", {}, escaped(sizeText(before[kind]))),
      tag("td", {}, escaped(sizeText(after[kind]))),
    ),
  );
  return tag(
    "section",
    { class: "costs" },
    tag("h3", {}, "What a call costs"),
    tag(
      "div",
      { class: "scroll" },
      tag("table", {}, tag("thead", {}, tag("tr", {}, ...head)), tag("tbody", {}, ...rows)),
    ),
    tag("p", {}, escaped(saving)),
  );
}
