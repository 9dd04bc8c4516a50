/** The pin from which one walks: dragged by mouse or finger, and kept where the page says it is. */

import { type Map as MapLibreMap, Marker } from 'maplibre-gl'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { Bounds } from './model.ts'
import { onceAFrame } from './once-a-frame.ts'
import { pinAt } from './pin-moves.ts'

export interface OriginPin {
  /** Puts the pin there, or takes it away. One that somebody holds stays where it is held. */
  follow: (position: Position | null) => void
  remove: () => void
}

/** The nearest position within bounds: who drags a pin out of the city leaves it at the edge. */
export function keptWithin([west, south, east, north]: Bounds, [lng, lat]: Position): Position {
  return pinAt([Math.min(east, Math.max(west, lng)), Math.min(north, Math.max(south, lat))])
}

/**
 * @param element of the page; the map takes it to where it belongs
 * @param moved is told where to, once a frame while the pin is dragged, and when it is dropped
 */
export function createOriginPin(
  map: MapLibreMap,
  element: HTMLElement,
  moved: (to: Position, dropped: boolean) => void,
): OriginPin {
  const marker = new Marker({ element, anchor: 'bottom', draggable: true })
  let held = false
  let pinned = false
  const here = (): Position => {
    const { lng, lat } = marker.getLngLat()
    return [lng, lat]
  }
  const tell = onceAFrame(() => {
    if (held) moved(here(), false)
  })
  marker.on('dragstart', () => {
    held = true
  })
  marker.on('drag', tell)
  marker.on('dragend', () => {
    held = false
    moved(here(), true)
  })

  return {
    follow(position) {
      if (held) return
      if (!position) marker.remove()
      else {
        marker.setLngLat([position[0], position[1]])
        // Adding it again would take the keyboard from it.
        if (!pinned) marker.addTo(map)
      }
      pinned = position !== null
    },
    remove: () => void marker.remove(),
  }
}
