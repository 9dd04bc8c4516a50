/** The life of a map on which a pin is set. */

import { GeoJSONSource, type Map as MapLibreMap, Marker } from 'maplibre-gl'
import { nextTick, onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { CityBasemap } from '../../schema/contract/city.ts'
import type { Language } from '../shell/preferences.ts'
import type { DrawBasemap } from './cartography.ts'
import { createMap } from './create-map.ts'
import { drawPlain } from './embedded-style.ts'
import { grounds, type Shown } from './grounds.ts'
import { markFeatures } from './marks.ts'
import type { MapMark } from './marks-model.ts'
import type { Bounds, Unavailable } from './model.ts'
import { onSchemeChange, readPalette, wantsStillness } from './palette.ts'
import { moveFeatures, moveOverlaid } from './pin-overlay.ts'

/** The zoom at which a single shop front is told from the next. */
const closeUp = 17.5
/** The zoom at which a community is seen. */
const overview = 15.5
/** Milliseconds; longer would be waiting. */
const motion = 200

/** What the map shows. */
export interface PinScene {
  cityCode: string
  basemap: CityBasemap
  bounds: Bounds
  language: Language
  elder: boolean
  /** where the pin is; null while there is none */
  position: Position | null
  before: Position | null
  /** where to look while there is no pin */
  near: Position | null
  /** what else is there */
  marks: readonly MapMark[]
  /** whether it can be moved */
  movable: boolean
  /** accessible name of the map */
  label: string
  /** what stands beside the old place */
  beforeWords: string
}

/**
 * A map in `host` with `pin` on it, an element of the page.
 * @param scene follows it
 * @param place somebody has put the pin there; the scene answers with its new position, or not
 * @returns whose basemap is shown, why there is no map, and what can be asked of it
 */
export function usePinMap(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  pin: Readonly<ShallowRef<HTMLElement | null>>,
  scene: () => PinScene,
  place: (position: Position) => void,
): {
  shown: Readonly<Ref<Shown>>
  missing: Readonly<Ref<Unavailable | null>>
  zoomBy: (steps: number) => void
  middle: () => Position | null
} {
  const shown = shallowRef<Shown>({ kind: 'none' })
  const missing = shallowRef<Unavailable | null>(null)
  const ended = new AbortController()
  let map: MapLibreMap | null = null
  let marker: Marker | null = null
  let drawBasemap: DrawBasemap = drawPlain
  let styled = false
  /** whether the pin is on the map */
  let pinned = false

  function draw(): void {
    if (!map || !host.value) return
    const { before, position, language, beforeWords, marks } = scene()
    const palette = readPalette(host.value)
    const data = { move: moveFeatures(before, position), marks: markFeatures(marks, null, palette) }
    map.setStyle(moveOverlaid(drawBasemap(palette, language), data, beforeWords, palette))
  }

  // A style can be changed only once the one before has loaded.
  function redraw(): void {
    if (styled) draw()
    else map?.once('style.load', draw)
  }

  /** Draws the line to where the pin is being dragged. */
  function drawMove(to: Position | null): void {
    const source = map?.getSource('move')
    if (source instanceof GeoJSONSource) void source.setData(moveFeatures(scene().before, to))
  }

  function drawMarks(): void {
    const source = map?.getSource('marks')
    if (source instanceof GeoJSONSource && host.value) {
      void source.setData(markFeatures(scene().marks, null, readPalette(host.value)))
    }
  }

  const lngLat = ([lng, lat]: Position): [number, number] => [lng, lat]
  const dragged = (on: Marker): Position => {
    const { lng, lat } = on.getLngLat()
    return [lng, lat]
  }

  /** Puts the pin where the scene says. */
  function setPin(): void {
    const { position, movable } = scene()
    if (!map || !marker) return
    if (!position) marker.remove()
    else {
      marker.setLngLat(lngLat(position)).setDraggable(movable)
      // Adding it again would take the keyboard from it.
      if (!pinned) marker.addTo(map)
    }
    pinned = position !== null
    drawMove(position)
  }

  /** Moves the map only when the pin is not well inside. */
  function follow(position: Position): void {
    if (!map) return
    const { x, y } = map.project(lngLat(position))
    const { clientWidth: width, clientHeight: height } = map.getContainer()
    const edge = Math.min(width, height) / 6
    const inside = x > edge && x < width - edge && y > edge && y < height - edge
    if (!inside) map.easeTo({ center: lngLat(position), duration: wantsStillness() ? 0 : motion })
  }

  function look(on: MapLibreMap): void {
    const { position, near, bounds } = scene()
    const [west, south, east, north] = bounds
    if (position ?? near) {
      on.jumpTo({ center: lngLat(position ?? near ?? [0, 0]), zoom: position ? closeUp : overview })
    } else on.fitBounds([west, south, east, north], { padding: 16, duration: 0 })
  }

  function start(container: HTMLElement, element: HTMLElement): void {
    const made = createMap(container, scene())
    if (typeof made === 'string') {
      missing.value = made
      return
    }
    map = made
    made.once('style.load', () => {
      styled = true
    })
    const own = new Marker({ element, anchor: 'bottom' })
    own.setLngLat(lngLat(scene().position ?? scene().near ?? [0, 0]))
    own.on('drag', () => drawMove(dragged(own)))
    own.on('dragend', () => {
      place(dragged(own))
      // Where the pin may not stand, it goes back.
      void nextTick(setPin)
    })
    marker = own
    made.on('click', ({ lngLat: { lng, lat }, originalEvent: { target } }) => {
      const onPin = target instanceof Node && element.contains(target)
      if (scene().movable && !onPin) place([lng, lat])
    })
    made.getCanvas().setAttribute('aria-label', scene().label)
    look(made)
    draw()
    setPin()
    void followGrounds(made)
  }

  async function followGrounds(on: MapLibreMap): Promise<void> {
    const { cityCode, basemap, language } = scene()
    const sourcesOf = (draws: DrawBasemap) =>
      host.value ? Object.keys(draws(readPalette(host.value), language).sources) : []
    const wishes = { cityCode, basemap, online: navigator.onLine, sourcesOf }
    for await (const ground of grounds(on, wishes, ended.signal)) {
      drawBasemap = ground.draw
      shown.value = ground.shown
      redraw()
    }
  }

  const endScheme = onSchemeChange(redraw)
  onMounted(() => {
    if (host.value && pin.value) start(host.value, pin.value)
  })
  onBeforeUnmount(() => {
    ended.abort()
    endScheme()
    marker?.remove()
    map?.remove()
    map = null
  })

  // Elder mode and language change the page first: colours and sizes are read after it has been drawn.
  watch([() => scene().elder, () => scene().language], () => void nextTick(redraw))
  watch(
    () => JSON.stringify([scene().position, scene().before, scene().movable]),
    () => {
      setPin()
      const { position } = scene()
      if (position) follow(position)
    },
  )
  watch(() => scene().marks, drawMarks)
  watch(
    () => JSON.stringify(scene().near),
    () => {
      if (map && !scene().position) look(map)
    },
  )

  return {
    shown,
    missing,
    zoomBy: (steps) => {
      if (!map) return
      const { position } = scene()
      const around = position ? { around: lngLat(position) } : {}
      map.easeTo({ zoom: map.getZoom() + steps, duration: wantsStillness() ? 0 : motion, ...around })
    },
    middle: () => {
      const centre = map?.getCenter()
      return centre ? [centre.lng, centre.lat] : null
    },
  }
}
