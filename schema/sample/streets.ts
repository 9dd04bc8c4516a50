/** The sample city's streets as a walking network. */

import data from './data/streets.json' with { type: 'json' }
import { decodeStreets, type StreetNetwork } from './streets-format.ts'

/** The streets of the sample city, unpacked anew at every call. */
export function sampleStreets(): StreetNetwork {
  return decodeStreets(data)
}
