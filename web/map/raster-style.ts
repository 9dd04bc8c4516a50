/** Basemaps that come as pictures: quietened, and turned dark when the page is. */

import type { LayerSpecification, RasterSourceSpecification } from 'maplibre-gl'
import type { DrawBasemap } from './cartography.ts'
import type { MapPalette } from './palette.ts'

/** One layer of pictures: tile addresses, or a document that lists them. */
export interface RasterLayer {
  id: string
  tiles?: string[]
  url?: string
  tileSize?: number
  maxzoom?: number
  /** whether it holds the names only, which lie above the walking rings */
  names?: boolean
}

/** Draws layers of pictures one above the other. */
export function drawRaster(layers: readonly RasterLayer[]): DrawBasemap {
  const sources = Object.fromEntries(
    layers.map(({ id, names, ...source }): [string, RasterSourceSpecification] => [
      id,
      { type: 'raster', ...source },
    ]),
  )
  return (palette) => {
    const draw = ({ id }: RasterLayer): LayerSpecification => ({
      id,
      type: 'raster',
      source: id,
      paint: tone(palette),
    })
    return {
      sources,
      ground: [
        { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
        ...layers.filter((layer) => !layer.names).map(draw),
      ],
      streets: [],
      labels: layers.filter((layer) => layer.names).map(draw),
    }
  }
}

/**
 * Tone of the pictures. Dark swaps black and white (`brightness-min` above `brightness-max`) and turns the hues back,
 * so that water stays blue; names drawn dark on light become light on dark.
 */
function tone(palette: MapPalette) {
  return palette.dark
    ? {
        'raster-brightness-min': 0.82,
        'raster-brightness-max': 0.06,
        'raster-hue-rotate': 180,
        'raster-saturation': -0.55,
      }
    : { 'raster-saturation': -0.35 }
}
