/** The life of one map: start, picture, changes, end. */

import 'maplibre-gl/dist/maplibre-gl.css'
import { GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { nextTick, onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { MessageKey, MessageValues } from '../shell/words.ts'
import { fetchRemote, remoteOf, remotePatience } from './basemaps.ts'
import { type Camera, createCamera, type Scene, surroundings } from './camera.ts'
import type { DrawBasemap } from './cartography.ts'
import { drawRing, readRingName } from './clusters.ts'
import type { Shown } from './credits.ts'
import { embeddedBasemap } from './embedded-file.ts'
import { drawEmbedded, drawPlain } from './embedded-style.ts'
import { showsSomething } from './fallback.ts'
import { drawMark, readMarkName } from './markers.ts'
import type { PlacesMapActions, PlacesMapProps, Unavailable } from './model.ts'
import {
  type OverlayData,
  originFeatures,
  overlaid,
  placeFeatures,
  selectedFeatures,
  singlePlaces,
} from './overlay.ts'
import { type MapPalette, onSchemeChange, readPalette, wantsStillness } from './palette.ts'
import { listenToPointer } from './pointing.ts'
import { reachFeatures } from './reach.ts'

setWorkerUrl(workerUrl)

/** What the map tells its component. */
export interface MapEvents {
  select: (key: string | null) => void
  unavailable: (reason: Unavailable) => void
  ready: () => void
  fellBack: () => void
}

/**
 * A map in `host` that follows the props.
 * @returns what can be asked of it, and whose basemap is shown
 */
export function useMap(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  props: Readonly<PlacesMapProps>,
  t: (key: MessageKey, values?: MessageValues) => string,
  events: MapEvents,
): PlacesMapActions & { shown: Readonly<Ref<Shown>> } {
  const shown = shallowRef<Shown>({ kind: 'none' })
  const ended = new AbortController()
  let map: MapLibreMap | null = null
  let camera: Camera | null = null
  let palette: MapPalette | null = null
  let drawBasemap: DrawBasemap = drawPlain

  const ratio = () => Math.max(1, Math.ceil(window.devicePixelRatio))
  const look = (of: MapPalette) => `${of.look}@${ratio()}`
  const scene = (): Scene => ({
    origin: props.origin,
    reach: props.reach,
    places: props.places,
    bounds: props.bounds,
  })
  const overlay: { [Source in keyof OverlayData]: () => OverlayData[Source] } = {
    places: () => placeFeatures(props.places),
    selected: () => selectedFeatures(props.places, props.selected),
    origin: () => originFeatures(props.origin),
    reach: () => reachFeatures(props.origin, props.reach, (minutes) => t('map.minutes', { n: minutes })),
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
    }
    const basemap = drawBasemap(palette, props.language)
    map.setStyle(overlaid(basemap, data, props.selected, words, palette, look(palette)))
  }

  const redraw = onceAFrame(() => afterStyle(draw))
  const refill = {
    places: onceAFrame(() => fill('places', 'selected')),
    selected: onceAFrame(() => {
      fill('selected')
      if (map?.getLayer('places')) map.setFilter('places', singlePlaces(props.selected))
    }),
    origin: onceAFrame(() => fill('origin', 'reach')),
  }

  /** Puts fresh data into sources that are already drawn; those that are not will be drawn with it. */
  function fill(...sources: (keyof OverlayData)[]): void {
    for (const name of sources) {
      const source = map?.getSource(name)
      if (source instanceof GeoJSONSource) void source.setData(overlay[name]())
    }
  }

  /** A style can be changed only once the one before has loaded. */
  function afterStyle(change: () => void): void {
    if (map?.style?._loaded) change()
    else map?.once('style.load', change)
  }

  function start(container: HTMLElement): void {
    if (!document.createElement('canvas').getContext('webgl2')) {
      events.unavailable('webgl')
      return
    }
    try {
      map = create(container)
    } catch {
      events.unavailable('failed')
      return
    }
    camera = createCamera(map, () => props.inset)
    camera.fit(scene())
    describe(map.getCanvas())
    map.once('load', events.ready)
    map.on('resize', () => camera?.refit(scene()))
    listenToPointer(map, { select: events.select, approach: camera.approach })
    draw()
    void chooseBasemap(map)
  }

  function create(container: HTMLElement): MapLibreMap {
    const [west, south, east, north] = surroundings(props.bounds)
    const created = new MapLibreMap({
      container,
      attributionControl: false,
      locale: { 'Map.Title': props.label },
      maxBounds: [west, south, east, north],
      minZoom: 10,
      maxZoom: 19,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: wantsStillness() ? 0 : 150,
    })
    created.touchZoomRotate.disableRotation()
    created.keyboard.disableRotation()
    created.setMissingStyleImageResolver((name) => supplyImage(created, name))
    return created
  }

  function supplyImage(to: MapLibreMap, name: string): void {
    if (!palette || !name.endsWith(look(palette))) return
    const mark = readMarkName(name)
    const ring = readRingName(name)
    const image = mark
      ? drawMark(mark.mark, mark.size, palette, ratio())
      : ring === null
        ? null
        : drawRing(ring, palette, ratio())
    if (image && !to.hasImage(name)) to.addImage(name, image, { pixelRatio: ratio() })
  }

  /** Everything on the map is in the list too: the canvas says so to those who cannot see it. */
  function describe(canvas: HTMLCanvasElement): void {
    canvas.setAttribute('aria-label', props.label)
    canvas.setAttribute('aria-description', t('map.keys'))
  }

  function show(basemap: DrawBasemap, what: Shown): void {
    if (ended.signal.aborted) return
    drawBasemap = basemap
    shown.value = what
    redraw()
  }

  async function showEmbedded(instead: boolean): Promise<void> {
    const file = await embeddedBasemap(props.cityCode)
    show(drawEmbedded(file), { kind: 'embedded', file, instead })
  }

  async function chooseBasemap(on: MapLibreMap): Promise<void> {
    const configured = props.basemap.kind !== 'embedded'
    const remote = remoteOf(props.basemap, navigator.onLine)
    if (remote && palette) {
      const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(remotePatience)])
      try {
        const basemap = await fetchRemote(remote, signal)
        const sources = Object.keys(basemap(palette, props.language).sources)
        const came = showsSomething(on, sources, remotePatience, ended.signal)
        show(basemap, { kind: 'remote' })
        if (await came) return
      } catch {
        // What exactly failed makes no difference to a resident; the attribution line says that it did.
      }
    }
    if (ended.signal.aborted) return
    if (configured) events.fellBack()
    await showEmbedded(configured)
  }

  onMounted(() => {
    if (host.value) start(host.value)
  })
  const endScheme = onSchemeChange(() => redraw())
  onBeforeUnmount(() => {
    ended.abort()
    endScheme()
    map?.remove()
    map = null
  })

  // Elder mode and language change the page first: colours and sizes are read after it has been drawn.
  watch(
    () => [props.elder, props.language],
    () => void nextTick(redraw),
  )
  watch(
    () => props.places,
    (places, before) => {
      refill.places()
      if (before.length === 0 && places.length > 0) camera?.refit(scene())
    },
  )
  watch(
    () => props.selected,
    (selected) => {
      refill.selected()
      const place = props.places.find(({ key }) => key === selected)
      if (place) camera?.reveal(place.position)
    },
  )
  watch(
    () => [props.origin, props.reach],
    () => {
      refill.origin()
      camera?.fit(scene())
    },
  )
  watch(
    () => props.inset,
    () => camera?.refit(scene()),
  )
  watch(
    () => props.label,
    () => {
      if (map) describe(map.getCanvas())
    },
  )

  return {
    shown,
    fit: () => camera?.fit(scene()),
    zoomIn: () => camera?.zoomBy(1),
    zoomOut: () => camera?.zoomBy(-1),
    focusOn: (position) => camera?.focusOn(position),
  }
}

/** Runs at most once a frame, however often it is asked for: typing changes places faster than the map can draw. */
function onceAFrame(run: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      run()
    })
  }
}
