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
  let drag: AbortController | null = null
  let pinned = false
  const here = (): Position => {
    const { lng, lat } = marker.getLngLat()
    return [lng, lat]
  }
  const tell = onceAFrame(() => {
    if (drag) moved(here(), false)
  })
  /** The marker itself only hears of a mouse or a finger that is lifted on the map. */
  const drop = () => map.fire('mouseup')
  const dropForTwo = ({ touches }: TouchEvent) => {
    if (touches.length > 1) drop()
  }
  marker.on('dragstart', () => {
    drag = new AbortController()
    const until = { signal: drag.signal }
    window.addEventListener('mouseup', drop, until)
    window.addEventListener('blur', drop, until)
    window.addEventListener('touchcancel', drop, until)
    // A second finger is about the map: between the two the pin would jump.
    window.addEventListener('touchstart', dropForTwo, { ...until, capture: true })
  })
  marker.on('drag', tell)
  marker.on('dragend', () => {
    drag?.abort()
    drag = null
    moved(here(), true)
  })

  return {
    follow(position) {
      if (drag) return
      if (!position) marker.remove()
      else {
        marker.setLngLat([position[0], position[1]])
        // Adding it again would take the keyboard from it.
        if (!pinned) marker.addTo(map)
      }
      pinned = position !== null
    },
    remove: () => {
      drag?.abort()
      marker.remove()
    },
  }
}
