/**
 * How long finding takes among 10,000 outlets, against the plain reference of the tests in the same process. Uses
 * nothing of Node: `finder.ts` runs it in Chromium.
 */

import { pinyinTable } from '../../schema/catalog/pinyin.ts'
import { findPlaces, learnPinyin, placeIndex } from '../../schema/rules/finder.ts'
import { referenceFind } from '../schema/finder-reference.ts'
import { calendar, centre, finderQueries, makeOutlets, noon, vocabulary } from './outlets.ts'

export interface FinderRow {
  name: string
  /** median of our engine */
  ours: number
  /** median of the reference */
  reference: number
  /** how many times faster ours is */
  ratio: number
  unit: 'ms'
}

const OUTLETS = 10_000
const RUNS = 41
const REFERENCE_RUNS = 3

/** The median of the milliseconds that some runs take. */
function median(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0
}

const row = (name: string, ours: number, reference: number): FinderRow => ({
  name,
  ours: Number(ours.toFixed(2)),
  reference: Number(reference.toFixed(2)),
  ratio: Number((reference / ours).toFixed(1)),
  unit: 'ms',
})

/** Measures every query of {@link finderQueries}; takes some seconds, nearly all of them in the reference. */
export function measureFinder(): FinderRow[] {
  const outlets = makeOutlets(OUTLETS)
  const pinyin = pinyinTable()
  const context = { at: noon, calendar }
  const index = learnPinyin(placeIndex(outlets, vocabulary), pinyin)
  const rows = Object.entries(finderQueries).map(([name, query]) =>
    row(
      name,
      median(RUNS, () => findPlaces(index, query, context)),
      median(REFERENCE_RUNS, () => referenceFind(outlets, vocabulary, pinyin, query, context)),
    ),
  )
  // states are kept for a minute: this is what the first search of each minute takes
  let at = noon
  const nextMinute = () => {
    at += 60_000
    return { near: centre, openAt: at }
  }
  rows.push(
    row(
      'everything open, a new minute each time',
      median(RUNS, () => findPlaces(index, nextMinute(), context)),
      median(REFERENCE_RUNS, () => referenceFind(outlets, vocabulary, pinyin, nextMinute(), context)),
    ),
  )
  return rows
}

/** How long the index of the collection takes to make, once, when the list arrives. */
export function indexMilliseconds(): number {
  const outlets = makeOutlets(OUTLETS)
  return median(5, () => placeIndex(outlets, vocabulary))
}
