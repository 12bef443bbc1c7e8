import type { OfKind, Statement, Value, ValueKind, Variable } from "./program.ts";

/** What statements do to variables. */
export interface Variables {
  /** Defined or declared where the statements themselves stand: what follows can see them. */
  readonly defined: Set<Variable>;
  /** Defined or declared further in. */
  readonly hidden: Set<Variable>;
  readonly used: Set<Variable>;
  readonly assigned: Set<Variable>;
}

type Visit<T extends { readonly kind: string }, Rest extends readonly unknown[]> = {
  readonly [K in T["kind"]]: (part: Extract<T, { kind: K }>, ...rest: Rest) => void;
};

const values: Visit<Value, [Set<Variable>]> = {
  number: () => undefined,
  extent: () => undefined,
  datum: () => undefined,
  variable: ({ variable }, used) => used.add(variable),
  load: ({ at }, used) => {
    useOf(at, used);
  },
  apply: ({ args }, used) => {
    for (const arg of args) useOf(arg, used);
  },
  choose: ({ test, whenTrue, whenFalse }, used) => {
    for (const part of [test, whenTrue, whenFalse]) useOf(part, used);
  },
};

const useOf = (value: Value, used: Set<Variable>): void => {
  (values[value.kind] as (value: OfKind<Value, ValueKind>, used: Set<Variable>) => void)(value, used);
};

const statements: Visit<Statement, [Variables]> = {
  define: ({ variable, value }, { defined, used }) => {
    defined.add(variable);
    useOf(value, used);
  },
  declare: ({ variable, value }, { defined, used }) => {
    defined.add(variable);
    if (value) useOf(value, used);
  },
  assign: ({ variable, value }, { assigned, used }) => {
    assigned.add(variable);
    useOf(value, used);
  },
  store: ({ at, value }, { used }) => {
    useOf(at, used);
    useOf(value, used);
  },
  loop: ({ index, from, to, body }, all) => {
    useOf(from, all.used);
    useOf(to, all.used);
    all.hidden.add(index);
    inside(body, all);
  },
  branch: ({ test, whenTrue, whenFalse }, all) => {
    useOf(test, all.used);
    inside(whenTrue, all);
    inside(whenFalse, all);
  },
  section: ({ body }, all) => {
    collect(body, all);
  },
  part: ({ body, returns }, all) => {
    inside(body, all);
    if (returns) all.defined.add(returns);
  },
};

const inside = (body: readonly Statement[], all: Variables): void => {
  collect(body, { ...all, defined: all.hidden });
};

function collect(body: readonly Statement[], all: Variables): void {
  for (const statement of body) {
    (statements[statement.kind] as (statement: Statement, all: Variables) => void)(statement, all);
  }
}

/** What statements do to variables. */
export function variablesIn(body: readonly Statement[]): Variables {
  const all: Variables = { defined: new Set(), hidden: new Set(), used: new Set(), assigned: new Set() };
  collect(body, all);
  return all;
}

/** The variables that a value reads. */
export function variablesOf(value: Value): ReadonlySet<Variable> {
  const used = new Set<Variable>();
  useOf(value, used);
  return used;
}

/** What statements use and do not define, in the order of its first use. */
export function freeVariables(body: readonly Statement[]): Variable[] {
  const { defined, hidden, used } = variablesIn(body);
  return [...used].filter((variable) => !defined.has(variable) && !hidden.has(variable));
}
