/** The measure worked out from the open tallies alone, with every step that leads to it. */

import { type Grade, type SatisfiedFrom, satisfactionRule } from '../../catalog/satisfaction.ts'
import { judge, type Measure } from '../satisfaction.ts'
import type { OtherShares, Tallies, TallyCell } from './tallies.ts'

/** What is known of the city from the tallies. */
export type TalliesGiven = Pick<Tallies, 'weighting' | 'counted' | 'held'> & {
  /** distinct residents of the city; null where they are one to four */
  residents: number | null
}

/** An area's part in the weighted rate: its voices, as far as its cells tell them, and what it weighs. */
export interface WeighedShare {
  /** the area's place in the list; null for all others together */
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

const voicesIn = (cells: readonly Pick<TallyCell, 'voices'>[]) =>
  cells.reduce((sum, { voices }) => sum + voices, 0)

/** The voices of a grade and up; null where a cell has some on either side. */
function voicesUp(cells: readonly TallyCell[], from: Grade): number | null {
  const parted = cells.every(({ grades: [lowest, highest] }) => lowest >= from || highest < from)
  return parted ? voicesIn(cells.filter(({ grades: [lowest] }) => lowest >= from)) : null
}

const mean = (shares: readonly WeighedShare[], of: (share: WeighedShare) => number) => {
  const weight = shares.reduce((sum, share) => sum + share.weight, 0)
  return weight === 0 ? null : shares.reduce((sum, share) => sum + share.weight * of(share), 0) / weight
}

/**
 * Works out the city's measure.
 * @param satisfiedFrom which definition is official
 * @returns null where nothing is told, because there are one to four voices in all
 */
export function recompute(
  { weighting, counted, held, residents }: TalliesGiven,
  satisfiedFrom: SatisfiedFrom,
): Recomputed | null {
  if (counted === null) return null
  const { cells, others } = counted
  const voices = voicesIn(cells)
  const satisfied = voicesUp(cells, satisfiedFrom)
  const strictlySatisfied = voicesUp(cells, satisfactionRule.strictFrom)
  const pooled = weighting === 'pooled' && others === null
  const shares = pooled ? [] : sharesOf(counted, satisfiedFrom)
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
    heldBack: held && voicesIn(held.cells),
    satisfied,
    strictlySatisfied,
    shares,
  }
}

function sharesOf(
  { areas, cells, others }: NonNullable<Tallies['counted']>,
  satisfiedFrom: SatisfiedFrom,
): WeighedShare[] {
  const own = areas.flatMap(({ weight }, area): WeighedShare[] => {
    const ofArea = cells.filter((cell) => cell.area === area)
    const voices = voicesIn(ofArea)
    const [satisfied, strictly] = [
      voicesUp(ofArea, satisfiedFrom),
      voicesUp(ofArea, satisfactionRule.strictFrom),
    ]
    if (!weight || voices === 0 || satisfied === null || strictly === null) return []
    return [{ area, weight, rate: satisfied / voices, strictRate: strictly / voices }]
  })
  return others ? [...own, weighed(others)] : own
}

const weighed = (others: OtherShares): WeighedShare => ({ area: null, ...others })
