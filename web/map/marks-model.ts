/** What a map of marks takes from a page. Only types, so that a page may import them without the map's code. */

import type { Position } from '../../schema/catalog/divisions.ts'
import type { CityBasemap } from '../../schema/contract/city.ts'
import type { Language } from '../shell/preferences.ts'
import type { Bounds, StreetsSource } from './model.ts'

/** How a mark of the city's pages is drawn: filled, tinted, hollow in red, hollow; `new` for what is only planned. */
export type MarkLook = 'good' | 'half' | 'bad' | 'plain' | 'new'

/** A service centre, an outlet or a planned one, as a disc with a word in it. */
export interface MapMark {
  key: string
  position: Position
  look: MarkLook
  /** one or two letters that say what the look says */
  text: string
  name: string
}

/** Streets that lead to a mark, drawn in its look. */
export interface MarkStreets {
  look: MarkLook
  /** pieces of streets, WGS-84 */
  lines: readonly (readonly Position[])[]
}

export interface MarksMapProps {
  cityCode: string
  basemap: CityBasemap
  bounds: Bounds
  marks: readonly MapMark[]
  streets: readonly MarkStreets[]
  /** whose streets are drawn; null where none are */
  credit: StreetsSource | null
  /** key of the mark that is chosen */
  selected: string | null
  elder: boolean
  language: Language
  sample: boolean
  label: string
}
