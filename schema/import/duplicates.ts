/** Near-duplicates: outlets of one name within a stone's throw, which are likely one outlet listed twice. */

import type { Position } from '../catalog/divisions.ts'
import { metresBetween } from '../rules/distance.ts'
import { nameKey } from './text.ts'

/** Metres within which two outlets of one name are reported. */
export const DUPLICATE_METRES = 60

export interface Named {
  /** where it is listed: a row of the file, or an outlet's identifier */
  at: string
  name: string
  position: Position
}

export interface Duplicate {
  at: string
  name: string
  other: string
  otherName: string
  metres: number
}

/** Sides of a grid cell in degrees: at least 61 m each as far north as China goes, so that neighbours are enough. */
const CELL_LNG = 0.001
const CELL_LAT = 0.0006

/**
 * Each outlet that has another of its name within {@link DUPLICATE_METRES} among those before it.
 * A grid keeps it linear: only the outlets of one name in nine cells are compared.
 * @param listed those that are only compared with
 * @param added those that are reported
 */
export function nearDuplicates(listed: Iterable<Named>, added: Iterable<Named>): Duplicate[] {
  const grid = new Map<string, Named[]>()
  const columnOf = ([lng]: Position) => Math.floor(lng / CELL_LNG)
  const rowOf = ([, lat]: Position) => Math.floor(lat / CELL_LAT)
  const keyOf = (name: string, column: number, row: number) => `${column},${row},${name}`
  const put = (name: string, outlet: Named) => {
    const key = keyOf(name, columnOf(outlet.position), rowOf(outlet.position))
    const cell = grid.get(key)
    if (cell) cell.push(outlet)
    else grid.set(key, [outlet])
  }
  const near = (name: string, { position }: Named) => {
    const column = columnOf(position)
    const row = rowOf(position)
    for (const x of [column, column - 1, column + 1]) {
      for (const y of [row, row - 1, row + 1]) {
        for (const other of grid.get(keyOf(name, x, y)) ?? []) {
          const metres = metresBetween(position, other.position)
          if (metres <= DUPLICATE_METRES) return { other, metres }
        }
      }
    }
    return undefined
  }
  for (const outlet of listed) put(nameKey(outlet.name), outlet)
  const duplicates: Duplicate[] = []
  for (const outlet of added) {
    const name = nameKey(outlet.name)
    const match = near(name, outlet)
    if (match) {
      const { other, metres } = match
      duplicates.push({ at: outlet.at, name: outlet.name, other: other.at, otherName: other.name, metres })
    }
    put(name, outlet)
  }
  return duplicates
}
