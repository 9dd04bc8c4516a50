/** The sample city as a load: through the same door as a real one, with everything in it marked as made up. */

import { createHash } from 'node:crypto'
import { holidayDays, holidayYears } from '../catalog/holidays.ts'
import { holidayCalendar } from '../rules/calendar.ts'
import { encodeNetwork } from '../rules/walking/network-file.ts'
import { playCases } from '../sample/case-history.ts'
import { sampleHoldings, sampleLogins, samplePasswordStored } from '../sample/logins.ts'
import { sampleNetwork } from '../sample/network.ts'
import { sampleCity } from '../sample/sample.ts'
import { allFields, type Database, type Load, loadedSample, randomId } from './load.ts'
import { networkFileOf, sha256Of } from './network-statements.ts'

export type SampleLoad = Load & Required<Pick<Load, 'outlets' | 'sample'>>

/**
 * The load of the sample city. Its history is one row for the city, not one an outlet.
 * @param at instant of the load, ISO 8601 UTC
 * @param local whether it is for a database of this machine, which also gets the sample's logins
 */
export async function sampleLoad(at: string, local = false): Promise<SampleLoad> {
  const { city, centres, outlets, residences, goals, voices, cases, wishes } = sampleCity()
  const calendar = holidayCalendar(holidayYears, holidayDays)
  const logins = local ? sampleLogins : []
  const access = local ? [sampleLogins, sampleHoldings, samplePasswordStored] : []
  const network = sampleNetwork()
  const whole = JSON.stringify([
    city,
    centres,
    outlets,
    residences,
    goals,
    voices,
    cases,
    wishes,
    holidayYears,
    holidayDays,
    // Not packed: how small it becomes differs between versions of zlib.
    await sha256Of(encodeNetwork(network)),
    ...access,
  ])
  const played = { history: await playCases(cases, Date.parse(at), calendar), calendar }
  return {
    at,
    city: { city, centres, sample: true },
    outlets: { rows: outlets, carries: allFields, newId: randomId, overrules: true },
    sample: {
      sha256: createHash('sha256').update(whole).digest('hex'),
      voices,
      wishes,
      logins,
      cases: played,
      network: await networkFileOf(network),
      residences,
      goals,
    },
  }
}

/** Whether the sample that a load holds is the one that was loaded last. */
export async function holdsSample(db: Database, { sample }: SampleLoad): Promise<boolean> {
  return (await loadedSample(db)) === sample.sha256
}
