/** The measure worked out from the open tallies alone, with every step that leads to it. */

import { type Grade, type SatisfiedFrom, satisfactionRule } from '../../catalog/satisfaction.ts'
import { judge, type Measure } from '../satisfaction.ts'
import type { OtherShares, Tallies, TallyArea, TallyCell } from './tallies.ts'

/** A cell with what its area weighs: a row of the open data. */
export type WeighedCell = Pick<TallyCell, 'area' | 'grades' | 'voices'> & Pick<TallyArea, 'weight'>

/** What the open data tell of the city. */
export interface TalliesGiven {
  weighting: Tallies['weighting']
  /** null where there are one to four voices in all */
  cells: readonly WeighedCell[] | null
  others: OtherShares | null
  /** voices of every cell of what is held back; null where there are one to four in all */
  held: readonly number[] | null
  /** distinct residents of the city; null where they are one to four */
  residents: number | null
}

/** An area's part in a rate. */
export interface WeighedShare {
  /** number of the area; null for all others together */
  area: number | null
  weight: number
  rate: number
  strictRate: number
}

export interface Recomputed
  extends Pick<Measure, 'rate' | 'strictRate' | 'voices' | 'interval' | 'verdict' | 'weighting'> {
  /** null where they are one to four */
  residents: number | null
  heldBack: number | null
  /** the voices that count as satisfied; null where the cells do not part them */
  satisfied: number | null
  strictlySatisfied: number | null
  /** of a weighted rate, or of one that the cells cannot tell; empty where it is a quotient of voices */
  shares: WeighedShare[]
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
const voicesIn = (cells: readonly WeighedCell[]) => sum(cells.map(({ voices }) => voices))

/** The voices of a grade and up; null where a cell has some on either side. */
function voicesUp(cells: readonly WeighedCell[], from: Grade): number | null {
  const parted = cells.every(({ grades: [lowest, highest] }) => lowest >= from || highest < from)
  return parted ? voicesIn(cells.filter(({ grades: [lowest] }) => lowest >= from)) : null
}

function mean(shares: readonly WeighedShare[], of: (share: WeighedShare) => number): number | null {
  const weight = sum(shares.map((share) => share.weight))
  return weight === 0 ? null : sum(shares.map((share) => share.weight * of(share))) / weight
}

/**
 * Works out the city's measure.
 * @param satisfiedFrom which definition is official
 * @returns null where nothing is told, because there are one to four voices in all
 */
export function recompute(
  { weighting, cells, others, held, residents }: TalliesGiven,
  satisfiedFrom: SatisfiedFrom,
): Recomputed | null {
  if (cells === null) return null
  const voices = voicesIn(cells)
  const satisfied = voicesUp(cells, satisfiedFrom)
  const strictlySatisfied = voicesUp(cells, satisfactionRule.strictFrom)
  const pooled = weighting === 'pooled' && others === null
  const shares = pooled ? [] : sharesOf(cells, others, satisfiedFrom)
  const quotient = (count: number | null) => (voices === 0 || count === null ? null : count / voices)
  const rate = pooled ? quotient(satisfied) : mean(shares, (share) => share.rate)
  return {
    rate,
    strictRate: pooled ? quotient(strictlySatisfied) : mean(shares, (share) => share.strictRate),
    voices,
    residents,
    // fewer than five are too few for a verdict, and their interval would tell how many
    ...judge(residents === null ? null : rate, residents ?? 0),
    weighting,
    heldBack: held && sum(held),
    satisfied,
    strictlySatisfied,
    shares,
  }
}

function sharesOf(
  cells: readonly WeighedCell[],
  others: OtherShares | null,
  satisfiedFrom: SatisfiedFrom,
): WeighedShare[] {
  const areas = new Set(cells.map(({ area }) => area))
  const own = [...areas].flatMap((area): WeighedShare[] => {
    const ofArea = cells.filter((cell) => cell.area === area)
    const weight = ofArea[0]?.weight
    const voices = voicesIn(ofArea)
    const satisfied = voicesUp(ofArea, satisfiedFrom)
    const strictly = voicesUp(ofArea, satisfactionRule.strictFrom)
    if (!weight || voices === 0 || satisfied === null || strictly === null) return []
    return [{ area, weight, rate: satisfied / voices, strictRate: strictly / voices }]
  })
  return others ? [...own, { area: null, ...others }] : own
}
