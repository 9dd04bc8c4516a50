/** What the map takes from a page and tells it. Only types, so that a page may import them without the map's code. */

import type { Position } from '../../schema/catalog/divisions.ts'
import type { OutletClass } from '../../schema/catalog/outlet-types.ts'
import type { CityBasemap } from '../../schema/contract/city.ts'
import type { WalkingArea } from '../../schema/rules/walking/walk.ts'
import type { Language } from '../shell/preferences.ts'
import type { IconName } from '../ui/icons.ts'
import type { GlyphState } from '../ui/shapes.ts'

/** WGS-84 degrees: west, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

/** An outlet, or a stop of a mobile one, as a marker. */
export interface MapPlace {
  key: string
  position: Position
  outletClass: OutletClass
  icon: IconName
  state: GlyphState
  name: string
  /** how far from the origin, in any unit: where markers overlap, the nearer one lies on top */
  fromOrigin?: number
}

/** How far one gets in so many minutes. */
export interface Reach {
  minutes: number
  /** radius of the ring, straight */
  metres: number
}

/** The way to the selected place, along streets. */
export interface WayLine {
  line: readonly Position[]
  minutes: number
}

/** Whose streets were followed; said on the map. */
export interface StreetsSource {
  attribution: string
  /** made-up streets */
  sample: boolean
}

/** Pixels of the map's box that something else covers, at each side. */
export interface Inset {
  top: number
  bottom: number
  left: number
  right: number
}

export interface PlacesMapProps {
  /** official division code; names the embedded basemap's file */
  cityCode: string
  basemap: CityBasemap
  /** the city's */
  bounds: Bounds
  places: readonly MapPlace[]
  /** key of the selected place */
  selected: string | null
  /** where the resident starts from */
  origin: Position | null
  /** whether the origin is a pin that can be moved */
  pin: boolean
  /** whether the pin is to have the keyboard as soon as it is there */
  grab: boolean
  /** estimated rings around the origin; empty for none. Drawn where there are no areas; the map is fitted to them */
  reach: readonly Reach[]
  /** what is reached along streets; null while that is only estimated */
  areas: readonly WalkingArea[] | null
  way: WayLine | null
  /** of the areas and the way; null while there are neither */
  streets: StreetsSource | null
  /** covered by the sheet and the search field */
  inset: Inset
  elder: boolean
  language: Language
  /** whether the city's data is made up */
  sample: boolean
  /** accessible name of the map */
  label: string
}

/** Why there is no map: the browser has no WebGL 2, or the map could not be started. */
export type Unavailable = 'webgl' | 'failed'

export interface PlacesMapEvents {
  /** A marker was chosen, or with null the empty ground. */
  select: [key: string | null]
  /** The pin has been moved; dropped is false while it is still being dragged. */
  move: [to: Position, dropped: boolean]
  /** The pin has the keyboard, as was wanted. */
  grabbed: []
  unavailable: [reason: Unavailable]
  /** The outlets can be seen; the ground may still be on its way. */
  ready: []
  /** The configured basemap did not come; the embedded one is shown. */
  fellBack: []
}

/** What a page may ask of the map through a template ref. */
export interface PlacesMapActions {
  /** Shows the rings around the origin, or all places, or the city. */
  fit: () => void
  zoomIn: () => void
  zoomOut: () => void
  focusOn: (position: Position) => void
}
