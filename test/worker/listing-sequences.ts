/** What may happen to a listing, and what its fields are by its history: worked out knowing nothing of the worker. */

import fc from 'fast-check'

export type Keeping =
  | { act: 'edit'; who: 'merchant' | 'staff'; edit: object; stale: boolean; twice: boolean }
  | { act: 'judge'; verdict: 'approve' | 'refuse' | 'undo'; which: number; twice: boolean }
  | { act: 'withdraw'; field: string }
  | { act: 'restore'; who: 'merchant' | 'staff'; which: number }
  | { act: 'dispute'; disputed: boolean }
  | { act: 'confirm'; who: 'merchant' | 'staff' }

const known = fc.constantFrom(true, false, null)
const fact = { cash: known, bank_card: known, mobile_pay: known }
/** Few values of each, so that they come again. */
const everybodys = {
  hours: fc.constantFrom('24/7', 'Mo-Fr 09:00-18:00', null),
  phone: fc.constantFrom('110', '0398-1112222', null),
  services: fc.subarray(['printing', 'health_advice', 'night_delivery']),
  closures: fc.subarray([
    { from: '2027-02-05', to: '2027-02-08', reason: '春节' },
    { from: '2027-10-01', to: '2027-10-03', reason: null },
  ]),
  prices: fc.shuffledSubarray([
    { item: '量血压', fen: 0, fenTo: null, unit: '次' },
    { item: '代煎中药', fen: 300, fenTo: 500, unit: null },
  ]),
  payment: fc.record(fact),
  photoText: fc.constantFrom('店门口', null),
  name: fc.constantFrom('甲店', '乙店', '丙店'),
  type: fc.constantFrom('pharmacy', 'clinic'),
  address: fc.constantFrom('千秋路 20 号', null),
  chain: known,
}
const staffs = {
  credit: fc.constantFrom('A', 'C', null),
  honest: fc.boolean(),
  status: fc.constantFrom('open', 'paused'),
}

const which = fc.nat(40)
const who = fc.constantFrom('merchant' as const, 'staff' as const)
const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields, { requiredKeys: [] }).filter((edit) => Object.keys(edit).length > 0)

const edits = fc.oneof(
  { weight: 3, arbitrary: fc.record({ who: fc.constant('merchant' as const), edit: some(everybodys) }) },
  {
    weight: 2,
    arbitrary: fc.record({ who: fc.constant('staff' as const), edit: some({ ...everybodys, ...staffs }) }),
  },
)

/** Any sequence of acts by a merchant and by staff. */
export const keepings: fc.Arbitrary<Keeping[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(edits, fc.boolean(), fc.boolean(), fc.nat(3)).map(
        ([edit, stale, twice, luck]): Keeping => ({
          act: 'edit',
          ...edit,
          stale: stale && luck === 0,
          twice,
        }),
      ),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant('judge' as const),
        verdict: fc.constantFrom('approve' as const, 'refuse' as const, 'undo' as const),
        which,
        twice: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('restore' as const), who, which }) },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant('withdraw' as const),
        field: fc.constantFrom('name', 'type', 'chain'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('dispute' as const), disputed: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('confirm' as const), who }) },
  ),
  { minLength: 10, maxLength: 30 },
)

export interface Row {
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
}

/**
 * The fields as the history leaves them.
 * @throws when a row says that something else stood before it than the rows before say
 */
export function fold(
  start: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
): Record<string, unknown> {
  const fields: Record<string, unknown> = { ...start }
  for (const { before, after } of rows) {
    for (const [field, value] of Object.entries(after ?? {})) {
      if (!(field in fields)) continue
      const told = JSON.stringify(before?.[field])
      if (told !== JSON.stringify(fields[field])) throw new Error(`before ${field} stood ${told}?`)
      fields[field] = value
    }
  }
  return fields
}
