/** Circles that have been counted, and what the city has promised, for the tests of their pages. */

import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { firstStandard } from '../../schema/catalog/standard.ts'
import type {
  AssessedType,
  CircleAssessment,
  CityAssessment,
  Goals,
  OneCircleAssessment,
} from '../../schema/contract/assessment.ts'
import { levelOf } from '../../schema/rules/assessment/level.ts'

export const yinxing = '411281001005'
export const huayuan = '411281001003'

/**
 * A community that has everything but some types.
 * @param lacking shares of what it lacks, by type
 */
export function assessed(
  code: string,
  lacking: Readonly<Record<string, number | null>> = {},
  part: Partial<CircleAssessment> = {},
): CircleAssessment {
  const types = outletTypes.map(({ code: type }): AssessedType => {
    const isLacking = Object.hasOwn(lacking, type)
    const reached = isLacking ? (lacking[type] ?? null) : 0.96
    const limit = firstStandard.limits[type] ?? 0
    return {
      type,
      count: isLacking ? 0 : 2,
      nearest: isLacking && !reached ? null : { id: `${type}00001`, name: type, metres: 240 },
      minutes: isLacking && !reached ? null : isLacking ? limit + 3 : 4,
      reached,
      limit,
      met: !isLacking,
    }
  })
  return {
    code,
    ...levelOf(types, firstStandard),
    weighted: 'residences',
    estimated: false,
    within15: 128,
    types,
    ...part,
  }
}

const counted = {
  sample: true,
  revision: 7,
  countedAt: '2026-11-24T12:05:00.000Z',
  current: true,
  network: 1,
  standard: { version: 0, from: null, ...firstStandard },
}

/** 银杏 lacks two for exemplary, 花园 three for basic. */
export const cityAssessment: CityAssessment = {
  ...counted,
  communities: [
    assessed(huayuan, { laundry: 0.2, repair: 0, pharmacy: 0, hair: 0.5, market: 0 }),
    assessed(yinxing, { laundry: 0.4, photo_print: 0 }),
  ],
}

export function circleAssessment(
  community: CircleAssessment,
  part: Partial<OneCircleAssessment> = {},
): OneCircleAssessment {
  return { ...counted, community, ...part }
}

export const goals: Goals = {
  sample: true,
  revision: 7,
  goals: { basic: 0.9, exemplary: 0.6 },
  days: [
    { date: '2026-10-01', urban: 15, basic: 10, exemplary: 3 },
    { date: '2026-11-01', urban: 15, basic: 14, exemplary: 6 },
    { date: '2026-11-24', urban: 15, basic: 14, exemplary: 9 },
  ],
}
