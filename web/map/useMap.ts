/** The life of one map: start, picture, changes, end. */

import { GeoJSONSource, type Map as MapLibreMap } from 'maplibre-gl'
import { nextTick, onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { MessageKey, MessageValues } from '../shell/words.ts'
import { type Camera, createCamera, type Scene } from './camera.ts'
import type { DrawBasemap } from './cartography.ts'
import { createMap } from './create-map.ts'
import { drawPlain } from './embedded-style.ts'
import { grounds, type Shown } from './grounds.ts'
import { lookOf, supplyImages } from './images.ts'
import type { PlacesMapActions, PlacesMapProps, Unavailable } from './model.ts'
import { onceAFrame } from './once-a-frame.ts'
import { createOriginPin, keptWithin, type OriginPin } from './origin-pin.ts'
import {
  type OverlayData,
  originFeatures,
  overlaid,
  placeFeatures,
  selectedFeatures,
  singlePlaces,
} from './overlay.ts'
import { type MapPalette, onSchemeChange, readPalette } from './palette.ts'
import { listenToPointer } from './pointing.ts'
import { areaFeatures, reachFeatures } from './reach.ts'
import { wayFeatures } from './way.ts'

/** What the map tells its component. */
export interface MapEvents {
  select: (key: string | null) => void
  move: (to: Position, dropped: boolean) => void
  unavailable: (reason: Unavailable) => void
  ready: () => void
  fellBack: () => void
}

/**
 * A map in `host` that follows the props.
 * @param pin element of the page that is the pin, while the origin is one
 * @returns what can be asked of it, and whose basemap is shown
 */
export function useMap(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  pin: Readonly<Ref<HTMLElement | null>>,
  props: Readonly<PlacesMapProps>,
  t: (key: MessageKey, values?: MessageValues) => string,
  events: MapEvents,
): PlacesMapActions & { shown: Readonly<Ref<Shown>>; reveal: (position: Position) => void } {
  const shown = shallowRef<Shown>({ kind: 'none' })
  const ended = new AbortController()
  let map: MapLibreMap | null = null
  let camera: Camera | null = null
  let originPin: OriginPin | null = null
  let palette: MapPalette | null = null
  let drawBasemap: DrawBasemap = drawPlain
  let styled = false

  const scene = (): Scene => ({
    origin: props.origin,
    reach: props.reach,
    places: props.places,
    bounds: props.bounds,
  })

  const minutesName = (minutes: number) => t('map.minutes', { n: minutes })
  const selectedPlace = () => props.places.find(({ key }) => key === props.selected)

  const overlay: { [Source in keyof OverlayData]: () => OverlayData[Source] } = {
    places: () => placeFeatures(props.places),
    selected: () => selectedFeatures(props.places, props.selected),
    origin: () => originFeatures(props.pin ? null : props.origin),
    reach: () =>
      props.areas
        ? areaFeatures(props.areas, minutesName)
        : reachFeatures(props.origin, props.reach, minutesName),
    way: () => wayFeatures(props.way, minutesName),
  }

  /** Gives the map the whole picture anew; MapLibre changes only what differs. */
  function draw(): void {
    if (!map || !host.value) return
    palette = readPalette(host.value)
    const words = { open: t('map.cluster.open'), unknown: t('map.cluster.unknown') }
    const data: OverlayData = {
      places: overlay.places(),
      selected: overlay.selected(),
      origin: overlay.origin(),
      reach: overlay.reach(),
      way: overlay.way(),
    }
    const basemap = drawBasemap(palette, props.language)
    map.setStyle(overlaid(basemap, data, props.selected, words, palette, lookOf(palette)))
  }

  // A style can be changed only once the one before has loaded.
  const redraw = onceAFrame(() => {
    if (styled) draw()
    else map?.once('style.load', draw)
  })
  const refillPlaces = onceAFrame(() => fill('places', 'selected'))
  const refillOrigin = onceAFrame(() => fill('origin', 'reach'))
  const refillWay = onceAFrame(() => fill('way'))
  const refillSelected = onceAFrame(() => {
    fill('selected')
    if (map?.getLayer('places')) map.setFilter('places', singlePlaces(props.selected))
  })

  /** Puts fresh data into sources that are already drawn; those that are not will be drawn with it. */
  function fill(...sources: (keyof OverlayData)[]): void {
    for (const name of sources) {
      const source = map?.getSource(name)
      if (source instanceof GeoJSONSource) void source.setData(overlay[name]())
    }
  }

  function start(container: HTMLElement): void {
    const made = createMap(container, props)
    if (typeof made === 'string') {
      events.unavailable(made)
      return
    }
    map = made
    supplyImages(map, () => palette)
    map.once('style.load', () => {
      styled = true
    })
    camera = createCamera(map, () => props.inset)
    lookAtFirst(camera)
    map.on('resize', () => camera?.refit(scene()))
    listenToPointer(map, {
      select: events.select,
      ground: (position) => {
        // The first tap beside an outlet closes it.
        if (props.pin && props.selected === null) movePin(position, true)
      },
      approach: camera.approach,
    })
    if (pin.value) originPin = createOriginPin(map, pin.value, movePin)
    originPin?.follow(props.pin ? props.origin : null)
    describe(map)
    draw()
    tellWhenOutletsShow(map)
    void followGrounds(map)
  }

  function movePin(to: Position, dropped: boolean): void {
    events.move(keptWithin(props.bounds, to), dropped)
    if (dropped) void nextTick(() => originPin?.follow(props.pin ? props.origin : null))
  }

  /** A link to one outlet opens on that outlet. */
  function lookAtFirst(through: Camera): void {
    through.open(scene())
    const place = selectedPlace()
    if (!place) return
    if (props.origin) through.reveal(place.position)
    else through.focusOn(place.position)
  }

  function tellWhenOutletsShow(on: MapLibreMap): void {
    const news = on.on('sourcedata', ({ sourceId, isSourceLoaded }) => {
      if (sourceId !== 'places' || !isSourceLoaded) return
      news.unsubscribe()
      on.once('render', () => events.ready())
    })
  }

  async function followGrounds(on: MapLibreMap): Promise<void> {
    const { cityCode, basemap, language } = props
    const sourcesOf = (draws: DrawBasemap) => (palette ? Object.keys(draws(palette, language).sources) : [])
    const wishes = { cityCode, basemap, online: navigator.onLine, sourcesOf }
    for await (const ground of grounds(on, wishes, ended.signal)) {
      drawBasemap = ground.draw
      shown.value = ground.shown
      redraw()
      if (ground.shown.kind === 'embedded' && ground.shown.instead) events.fellBack()
    }
  }

  /** Everything on the map is in the list too: the canvas says so to those who cannot see it. */
  function describe(on: MapLibreMap): void {
    const canvas = on.getCanvas()
    canvas.setAttribute('aria-label', props.label)
    canvas.setAttribute('aria-description', t('map.keys'))
  }

  const endScheme = onSchemeChange(redraw)
  onMounted(() => {
    if (host.value) start(host.value)
  })
  onBeforeUnmount(() => {
    ended.abort()
    endScheme()
    originPin?.remove()
    map?.remove()
    map = null
  })

  // Elder mode and language change the page first: colours and sizes are read after it has been drawn.
  watch([() => props.elder, () => props.language], () => void nextTick(redraw))
  watch(
    () => props.places,
    (places, before) => {
      refillPlaces()
      if (camera && before.length === 0 && places.length > 0) lookAtFirst(camera)
    },
  )
  watch(
    () => props.selected,
    () => {
      refillSelected()
      const place = selectedPlace()
      if (place) camera?.reveal(place.position)
    },
  )
  // By value: a page may well make new arrays of the same numbers, and the map must not jump back for that.
  watch([() => JSON.stringify([props.origin, props.reach]), () => props.pin], (_, [, wasPin]) => {
    refillOrigin()
    originPin?.follow(props.pin ? props.origin : null)
    // Under a pin that is moved the map stands still.
    if (!(props.pin && wasPin)) camera?.fit(scene())
  })
  watch(
    () => props.areas,
    () => refillOrigin(),
  )
  watch(
    () => props.way,
    () => refillWay(),
  )
  watch(
    () => JSON.stringify(props.inset),
    () => camera?.refit(scene()),
  )
  watch([() => props.label, () => props.language], () => {
    if (map) describe(map)
  })

  return {
    shown,
    fit: () => camera?.fit(scene()),
    zoomIn: () => camera?.zoomBy(1),
    zoomOut: () => camera?.zoomBy(-1),
    focusOn: (position) => camera?.focusOn(position),
    reveal: (position) => camera?.reveal(position),
  }
}
