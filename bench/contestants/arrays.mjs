const kinds = { f64: Float64Array, f32: Float32Array };

export const elementsOf = (dtype) => kinds[dtype];

/** A record of arrays in another precision. */
export const arraysIn = (Elements, record) =>
  Object.fromEntries(Object.entries(record).map(([name, values]) => [name, Elements.from(values)]));
