/**
 * A fact of many things, kept as numbers into its few distinct values. What is asked of the fact is then asked once
 * of each value, and looking through thousands of things reads only a typed array.
 */
export interface Column<Value> {
  /** the distinct values */
  values: readonly Value[]
  /** for each thing, the number of its value */
  numbers: Uint32Array
}

/**
 * Collects a fact of each thing.
 * @param key two values are the same when their keys are
 */
export function columnOf<Thing, Value>(
  things: readonly Thing[],
  fact: (thing: Thing) => Value,
  key: (value: Value) => string,
): Column<Value> {
  const values: Value[] = []
  const known = new Map<string, number>()
  const numbers = Uint32Array.from(things, (thing) => {
    const value = fact(thing)
    const name = key(value)
    const number = known.get(name) ?? values.push(value) - 1
    known.set(name, number)
    return number
  })
  return { values, numbers }
}

/** Tells by its number whether a thing's value passes; each distinct value is looked at once. */
export function passing<Value>(
  column: Column<Value>,
  passes: (value: Value) => boolean,
): (thing: number) => boolean {
  const verdicts = Uint8Array.from(column.values, (value) => Number(passes(value)))
  return (thing) => verdicts[column.numbers[thing] ?? 0] === 1
}
