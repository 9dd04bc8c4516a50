/** Outlets that lie close together become one marker: how many there are, how many of them are open, and a ring. */

import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { draw } from './markers.ts'
import type { MapPalette } from './palette.ts'

/** Up to this zoom outlets are gathered; beyond it each stands alone, even where two overlap. */
const lastClusterZoom = 15

/** Pixels between two outlets below which they are gathered: as wide as a cluster's ring, so that rings keep apart. */
const clusterRadius = 42

/** The ring is drawn in so many steps, so that a few images serve all clusters. */
export const ringSteps = 24

/** Longer words, as in English, need a larger ring. */
const shortLine = '{n} 开'.length

/** What a cluster's marker says below the count. */
export interface ClusterWords {
  /** with `{n}` for how many are open */
  open: string
  /** when none is known to be open, and for some nobody knows */
  unknown: string
}

/** How outlets are gathered; every feature carries `open` and `unknown`, 1 or 0. */
export function clusterOptions(palette: MapPalette): Partial<GeoJSONSourceSpecification> {
  return {
    cluster: true,
    clusterRadius: clusterRadius * palette.scale,
    clusterMaxZoom: lastClusterZoom,
    clusterProperties: { open: ['+', ['get', 'open']], unknown: ['+', ['get', 'unknown']] },
  }
}

/** The line below the count: "7 开", or that nobody knows where nobody does. */
export function openLine(words: ClusterWords): ExpressionSpecification {
  const [before = '', after = ''] = words.open.split('{n}')
  return [
    'case',
    ['all', ['==', ['get', 'open'], 0], ['>', ['get', 'unknown'], 0]],
    words.unknown,
    ['concat', before, ['to-string', ['get', 'open']], after],
  ]
}

/** The ring's step for a cluster: none and all are said only when it is exactly none or all. */
export function ringStep(): ExpressionSpecification {
  return [
    'case',
    ['==', ['get', 'open'], 0],
    0,
    ['==', ['get', 'open'], ['get', 'point_count']],
    ringSteps,
    [
      'max',
      1,
      ['min', ringSteps - 1, ['round', ['*', ringSteps, ['/', ['get', 'open'], ['get', 'point_count']]]]],
    ],
  ]
}

/** The marker of a cluster: larger for more outlets. */
export function clusterLayer(
  source: string,
  words: ClusterWords,
  palette: MapPalette,
  look: string,
): SymbolLayerSpecification {
  const count: ExpressionSpecification = ['get', 'point_count']
  const size = words.open.length > shortLine ? 1.2 : 1
  return {
    id: 'clusters',
    type: 'symbol',
    source,
    filter: ['has', 'point_count'],
    layout: {
      'icon-image': ['concat', 'ring/', ['to-string', ringStep()], '/', look],
      'icon-size': ['step', count, size, 100, size * 1.15, 1000, size * 1.3],
      'icon-allow-overlap': true,
      'text-field': [
        'format',
        ['to-string', count],
        { 'text-font': ['literal', palette.bold], 'text-color': palette.ink },
        '\n',
        {},
        openLine(words),
        { 'font-scale': 10 / 14, 'text-font': ['literal', palette.regular], 'text-color': palette.softInk },
      ],
      'text-font': palette.bold,
      'text-size': ['step', count, 14 * palette.scale, 100, 15 * palette.scale, 1000, 16 * palette.scale],
      'text-line-height': 1.1,
      'text-max-width': 20,
      'text-allow-overlap': true,
      'symbol-sort-key': count,
    },
  }
}

/** Reads the step out of a ring image's name; null for the name of another image. */
export function readRingName(name: string): number | null {
  const [ring, step] = name.split('/')
  const steps = Number(step)
  return ring === 'ring' && Number.isInteger(steps) && steps >= 0 && steps <= ringSteps ? steps : null
}

/**
 * Draws a cluster's ring: so much of it pine green as outlets are open, from the top and clockwise.
 * @param step of {@link ringSteps}
 * @param ratio device pixels a pixel
 */
export function drawRing(step: number, palette: MapPalette, ratio: number): ImageData {
  return draw(44 * palette.scale, ratio, (canvas) => {
    canvas.scale(palette.scale, palette.scale)
    canvas.beginPath()
    canvas.arc(0, 0, 19, 0, 2 * Math.PI)
    canvas.fillStyle = palette.surface
    canvas.fill()
    canvas.strokeStyle = palette.softInk
    canvas.lineWidth = 1.5
    canvas.stroke()
    if (step === 0) return
    const top = -Math.PI / 2
    canvas.beginPath()
    canvas.arc(0, 0, 19, top, top + (2 * Math.PI * step) / ringSteps)
    canvas.strokeStyle = palette.pine
    canvas.lineWidth = 4
    canvas.lineCap = 'butt'
    canvas.stroke()
  })
}
