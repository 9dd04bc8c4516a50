/** The published measure beside the one that was worked out. Knows neither network nor page. */

import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import type { Recomputed } from '../../schema/rules/tallies/recompute.ts'

/** Shares that differ by less are the same: whoever adds up in another order is off in the sixteenth digit. */
const SAME_SHARE = 1e-12

export const comparedNumbers = [
  'rate',
  'strictRate',
  'voices',
  'residents',
  'low',
  'high',
  'heldBack',
  'verdict',
] as const
export type ComparedNumber = (typeof comparedNumbers)[number]

export interface Compared {
  name: ComparedNumber
  /** shares of 1, counts, or a verdict; null without voices */
  published: number | string | null
  /** null also where it is not told, because it is too small */
  ours: number | string | null
  /** how far they are apart; null where that cannot be said */
  difference: number | null
  outcome: 'same' | 'different' | 'withheld'
}

/** Whether a count is one that the open data do not tell. */
const isWithheld = (published: number, ours: number | null) =>
  ours === null && published > 0 && published < satisfactionRule.cellFrom

function compare(
  name: ComparedNumber,
  published: Compared['published'],
  ours: Compared['ours'],
  within = 0,
): Compared {
  const difference = typeof published === 'number' && typeof ours === 'number' ? ours - published : null
  const same = difference === null ? published === ours : Math.abs(difference) <= within
  return { name, published, ours, difference, outcome: same ? 'same' : 'different' }
}

function compareCount(name: ComparedNumber, published: number, ours: number | null): Compared {
  const compared = compare(name, published, ours)
  return isWithheld(published, ours) ? { ...compared, outcome: 'withheld' } : compared
}

/**
 * Every number of the measure, published and worked out.
 * @param ours null where the tallies tell nothing, because there are too few voices in all
 */
export function comparisons(published: MeasureAnswer, ours: Recomputed | null): Compared[] {
  if (ours === null) return [compareCount('voices', published.voices, null)]
  const residents = compareCount('residents', published.residents, ours.residents)
  // the interval would tell how many they are
  const bound = (name: 'low' | 'high', at: 0 | 1): Compared => {
    const compared = compare(name, published.interval?.[at] ?? null, ours.interval?.[at] ?? null, SAME_SHARE)
    return residents.outcome === 'withheld' ? { ...compared, outcome: 'withheld' } : compared
  }
  return [
    compare('rate', published.rate, ours.rate, SAME_SHARE),
    compare('strictRate', published.strictRate, ours.strictRate, SAME_SHARE),
    compareCount('voices', published.voices, ours.voices),
    residents,
    bound('low', 0),
    bound('high', 1),
    compareCount('heldBack', published.heldBack, ours.heldBack),
    compare('verdict', published.verdict, ours.verdict),
  ]
}

/** Whether nothing differs. */
export const isSame = (compared: readonly Compared[]) =>
  compared.every(({ outcome }) => outcome !== 'different')
