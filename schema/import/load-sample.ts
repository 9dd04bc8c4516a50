/** Loads the sample city: the same door as a real one, with everything in it marked as made up. */

import { sampleCity } from '../sample/sample.ts'
import { allFields, type Database, type Load, randomId, runLoad } from './load.ts'
import { statement } from './statements.ts'

/**
 * The load of the sample city. Its history is one row for the city, not one an outlet.
 * @param at instant of the load, ISO 8601 UTC
 */
export function sampleLoad(at: string): Load {
  const { city, centres, outlets } = sampleCity()
  return {
    at,
    city: { city, centres, sample: true },
    outlets: { rows: outlets, carries: allFields, newId: randomId },
    sampleIsWhole: true,
  }
}

/**
 * Loads the sample city. Loading it again changes nothing.
 * @param at instant of the load, ISO 8601 UTC
 * @throws Error when a real city is in the database
 */
export async function loadSample(db: Database, at: string): Promise<void> {
  const [cities = []] = await db.batch([statement('SELECT name FROM city WHERE sample = 0')])
  const real = cities[0]
  if (real)
    throw new Error(
      `a real city is loaded (${String(real['name'])}); made-up outlets may not be mixed into it`,
    )
  await runLoad(db, sampleLoad(at))
}
