import type { City } from '../../schema/contract/city.ts'
import type { Bounds } from '../../schema/import/position.ts'

/** West, south, east and north of a city; null while it is not known. */
export function boundsOf(city: City | null): Bounds | null {
  if (!city) return null
  const [west = 0, south = 0, east = 0, north = 0] = city.bounds
  return [west, south, east, north]
}
