/** Marks with a word in them, and streets by what they lead to: what the pages of the city draw on a map. */

import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Basemap } from './cartography.ts'
import type { MapMark, MarkLook, MarkStreets } from './marks-model.ts'
import type { MapPalette } from './palette.ts'

/** The layer of marks that answers a tap. */
export const markLayer = 'marks'

/** What a mark is filled with, and its edge and word. */
interface Colours {
  fill: string
  edge: string
  text: string
}

/** Never by colour alone: filled, tinted or hollow, and every mark has its word. */
function coloursOf(look: MarkLook, palette: MapPalette): Colours {
  const { pine, onPine, deepPine, gold, onGold, halo, ink, softInk, red } = palette
  const colours: Record<MarkLook, Colours> = {
    good: { fill: pine, edge: halo, text: onPine },
    half: { fill: gold, edge: halo, text: onGold },
    bad: { fill: halo, edge: red, text: red },
    plain: { fill: halo, edge: softInk, text: ink },
    new: { fill: halo, edge: deepPine, text: deepPine },
  }
  return colours[look]
}

/** Marks as features, in the colours of the moment. */
export function markFeatures(
  marks: readonly MapMark[],
  selected: string | null,
  palette: MapPalette,
): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: marks.map(({ key, position, look, text, name }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...position] },
      properties: { ...coloursOf(look, palette), key, word: text, name, chosen: key === selected ? 1 : 0 },
    })),
  }
}

/** Streets as features: those that lead to nothing good are thin, which says it without colour, and quietly. */
export function streetFeatures(streets: readonly MarkStreets[], palette: MapPalette): FeatureCollection {
  const colourOf = (look: MarkLook) => (look === 'bad' ? palette.red : coloursOf(look, palette).fill)
  return {
    type: 'FeatureCollection',
    features: streets.map(({ look, lines }) => ({
      type: 'Feature',
      geometry: {
        type: 'MultiLineString',
        coordinates: lines.map((line) => line.map((point) => [...point])),
      },
      properties: { colour: colourOf(look), thin: look === 'bad' ? 1 : 0 },
    })),
  }
}

/** A basemap with streets and marks on it. */
export function marked(
  basemap: Basemap,
  data: { marks: FeatureCollection; streets: FeatureCollection },
  palette: MapPalette,
): StyleSpecification {
  return {
    version: 8,
    ...(basemap.glyphs ? { glyphs: basemap.glyphs } : {}),
    ...(basemap.sprite ? { sprite: basemap.sprite } : {}),
    sources: {
      ...basemap.sources,
      marks: { type: 'geojson', data: data.marks },
      streets: { type: 'geojson', data: data.streets },
    },
    layers: [
      ...basemap.ground,
      ...basemap.streets,
      ...streetLayers(palette),
      ...basemap.labels,
      ...markLayers(palette),
    ],
  }
}

function streetLayers(palette: MapPalette): LayerSpecification[] {
  const wide = (thin: number, whole: number): ExpressionSpecification => [
    'case',
    ['==', ['get', 'thin'], 1],
    thin * palette.scale,
    whole * palette.scale,
  ]
  return [
    {
      id: 'streets',
      type: 'line',
      source: 'streets',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['get', 'colour'],
        'line-opacity': ['case', ['==', ['get', 'thin'], 1], 0.6, 0.75],
        'line-width': [
          'interpolate',
          ['exponential', 1.5],
          ['zoom'],
          11,
          wide(0.6, 1.4),
          14,
          wide(1, 3.2),
          18,
          wide(3, 9),
        ],
      },
    },
  ]
}

/** Discs with their words; from afar small ones without, so that neighbours do not cover each other. */
export function markLayers(palette: MapPalette): LayerSpecification[] {
  const { scale } = palette
  const larger = (chosen: number, other: number): ExpressionSpecification => [
    'case',
    ['==', ['get', 'chosen'], 1],
    chosen * scale,
    other * scale,
  ]
  return [
    {
      id: markLayer,
      type: 'circle',
      source: 'marks',
      layout: { 'circle-sort-key': ['get', 'chosen'] },
      paint: {
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          10,
          larger(7, 4),
          11.5,
          larger(10, 7),
          12,
          larger(14, 10),
        ],
        'circle-color': ['get', 'fill'],
        'circle-stroke-color': ['get', 'edge'],
        'circle-stroke-width': 2.2 * scale,
      },
    },
    {
      id: 'mark-names',
      type: 'symbol',
      source: 'marks',
      minzoom: 12.8,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': palette.regular,
        'text-size': 11.5 * scale,
        // wherever there is room beside the disc, and none of another
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.45,
        'text-justify': 'auto',
        'text-padding': 1,
        'symbol-sort-key': ['-', 0, ['get', 'chosen']],
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
    },
    {
      id: 'mark-words',
      type: 'symbol',
      source: 'marks',
      layout: {
        'text-field': ['get', 'word'],
        'text-font': palette.bold,
        'text-size': 12 * scale,
        'text-allow-overlap': true,
        // as wide as its disc: names, and those of the map, keep off it even where the word does not show
        'text-padding': 5,
      },
      paint: { 'text-color': ['get', 'text'], 'text-opacity': ['step', ['zoom'], 0, 11.7, 1] },
    },
  ]
}
