import type { Dim } from "../equations/dim.ts";
import * as make from "../program/build.ts";
import type { Range, Value, Variable } from "../program/program.ts";
import type { Node, NodeTable } from "./node.ts";
import { Scope } from "./scope.ts";
import type { Tiling } from "./steps.ts";

const sizeValue = ({ name, size }: Dim): Value => (size === undefined ? make.extentOf(name) : make.number(size));

/** The loop over the tiles of one dimension while it is made: where a tile starts, and how many indices it has. */
export class TileScope {
  readonly tiling: Tiling;
  readonly scope: Scope;
  readonly isFirst: Node;
  readonly start: Node;
  private readonly from: Variable = { hint: "start" };
  private readonly count: Value;

  constructor(table: NodeTable, tiling: Tiling, outer: Scope) {
    const { dim, tile, most } = tiling;
    this.tiling = tiling;
    this.scope = new Scope("tile", outer);
    this.start = table.variable(this.from);
    this.isFirst = table.apply("equal", this.start, table.number(0));
    this.count = make.number(most);
    if (dim.size !== undefined && dim.size % most === 0) return;
    const count: Variable = { hint: "count" };
    const rest = make.apply("subtract", sizeValue(dim), make.get(this.from));
    this.scope.statements.push(make.define(count, make.apply("min", sizeValue(tile), rest)));
    this.count = make.get(count);
  }

  get range(): Range {
    return { from: make.number(0), to: this.count, step: 1 };
  }

  /** Appends the loop. An empty dimension has one empty tile, so that what tiles add up is set at all. */
  close(outer: Scope): void {
    const { dim, most } = this.tiling;
    const to = dim.size === undefined ? make.apply("max", sizeValue(dim), make.number(1)) : make.number(dim.size);
    outer.statements.push(make.loop(this.from, dim, { from: make.number(0), to, step: most }, this.scope.statements));
  }
}
