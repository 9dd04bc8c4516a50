/** The life of a map of marks: service centres and the streets that lead to them. */

import { GeoJSONSource, type Map as MapLibreMap } from 'maplibre-gl'
import { nextTick, onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { DrawBasemap } from './cartography.ts'
import { createMap } from './create-map.ts'
import { drawPlain } from './embedded-style.ts'
import { grounds, type Shown } from './grounds.ts'
import { marked, markFeatures, markLayer, streetFeatures } from './marks.ts'
import type { MarksMapProps } from './marks-model.ts'
import type { Bounds, Unavailable } from './model.ts'
import { onSchemeChange, readPalette, wantsStillness } from './palette.ts'

/** Milliseconds; longer would be waiting. */
const motion = 200
/** Pixels around a tap in which a mark answers: a finger is wide. */
const finger = 14
/** Pixels around the marks when the map opens; below stands whose map it is. */
const room = { top: 30, right: 30, bottom: 60, left: 30 }

/**
 * A map in `host` that follows the props.
 * @param select somebody has chosen a mark, or with null the empty ground
 * @returns whose basemap is shown, why there is no map, and what can be asked of it
 */
export function useMarksMap(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  props: Readonly<MarksMapProps>,
  select: (key: string | null) => void,
): {
  shown: Readonly<Ref<Shown>>
  missing: Readonly<Ref<Unavailable | null>>
  zoomBy: (steps: number) => void
} {
  const shown = shallowRef<Shown>({ kind: 'none' })
  const missing = shallowRef<Unavailable | null>(null)
  const ended = new AbortController()
  let map: MapLibreMap | null = null
  let drawBasemap: DrawBasemap = drawPlain
  let styled = false

  function draw(): void {
    if (!map || !host.value) return
    const palette = readPalette(host.value)
    const data = {
      marks: markFeatures(props.marks, props.selected, palette),
      streets: streetFeatures(props.streets, palette),
    }
    map.setStyle(marked(drawBasemap(palette, props.language), data, palette))
  }

  // A style can be changed only once the one before has loaded.
  function redraw(): void {
    if (styled) draw()
    else map?.once('style.load', draw)
  }

  /** Puts fresh data into sources that are already drawn; those that are not will be drawn with it. */
  function fill(): void {
    if (!map || !host.value) return
    const palette = readPalette(host.value)
    const marks = map.getSource('marks')
    const streets = map.getSource('streets')
    if (marks instanceof GeoJSONSource) void marks.setData(markFeatures(props.marks, props.selected, palette))
    if (streets instanceof GeoJSONSource) void streets.setData(streetFeatures(props.streets, palette))
  }

  /** The city's marks, or the city where there are none. */
  function look(on: MapLibreMap): void {
    const [west, south, east, north] = around(props.marks.map(({ position }) => position)) ?? props.bounds
    on.fitBounds([west, south, east, north], { padding: room, duration: 0, maxZoom: 15 })
  }

  function start(container: HTMLElement): void {
    const made = createMap(container, props)
    if (typeof made === 'string') {
      missing.value = made
      return
    }
    map = made
    made.once('style.load', () => {
      styled = true
    })
    made.on('click', ({ point: { x, y } }) => {
      if (!made.getLayer(markLayer)) return
      const [hit] = made.queryRenderedFeatures(
        [
          [x - finger, y - finger],
          [x + finger, y + finger],
        ],
        { layers: [markLayer] },
      )
      const key: unknown = hit?.properties['key']
      select(typeof key === 'string' ? key : null)
    })
    made.getCanvas().setAttribute('aria-label', props.label)
    look(made)
    draw()
    void followGrounds(made)
  }

  async function followGrounds(on: MapLibreMap): Promise<void> {
    const { cityCode, basemap, language } = props
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
    if (host.value) start(host.value)
  })
  onBeforeUnmount(() => {
    ended.abort()
    endScheme()
    map?.remove()
    map = null
  })

  // Elder mode and language change the page first: colours and sizes are read after it has been drawn.
  watch([() => props.elder, () => props.language], () => void nextTick(redraw))
  watch([() => props.marks, () => props.streets, () => props.selected], fill)
  watch(
    () => props.selected,
    (key) => {
      const mark = props.marks.find((one) => one.key === key)
      if (!map || !mark) return
      const [lng, lat] = mark.position
      if (!map.getBounds().contains([lng, lat])) {
        map.easeTo({ center: [lng, lat], duration: wantsStillness() ? 0 : motion })
      }
    },
  )
  watch(
    () => props.label,
    (label) => map?.getCanvas().setAttribute('aria-label', label),
  )

  return {
    shown,
    missing,
    zoomBy: (steps) => map?.easeTo({ zoom: map.getZoom() + steps, duration: wantsStillness() ? 0 : motion }),
  }
}

/** The smallest bounds around positions; null without any. */
function around(positions: readonly MarksMapProps['marks'][number]['position'][]): Bounds | null {
  if (positions.length === 0) return null
  const longitudes = positions.map(([lng]) => lng)
  const latitudes = positions.map(([, lat]) => lat)
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)]
}
