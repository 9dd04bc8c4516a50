/** What changed between two states of the history, field by field. */

type State = Readonly<Record<string, unknown>> | null

/** One field before and after; `undefined` where a state does not speak of it. */
export interface Difference {
  field: string
  before: unknown
  after: unknown
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** The fields in which two states differ, in the order in which they are kept. */
export function differences(before: State, after: State): Difference[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields]
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((one) => !isSame(one.before, one.after))
}
