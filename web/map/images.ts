/** Supplies the images that our layers ask for by name. */

import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawRing, readRingName } from './clusters.ts'
import { drawMark, readMarkName } from './markers.ts'
import type { MapPalette } from './palette.ts'

/** Device pixels a pixel that images are drawn for. */
export function imageRatio(): number {
  return Math.max(1, Math.ceil(window.devicePixelRatio))
}

/** The last part of every image's name: another look or ratio is another image. */
export function lookOf(palette: MapPalette): string {
  return `${palette.look}@${imageRatio()}`
}

/** Draws an image when the map first needs it. Names that are not ours are left to the style. */
export function supplyImages(map: MapLibreMap, paletteNow: () => MapPalette | null): void {
  map.setMissingStyleImageResolver((name) => {
    const palette = paletteNow()
    const image = palette && draw(name, palette)
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: imageRatio() })
  })
}

function draw(name: string, palette: MapPalette): ImageData | null {
  const marker = readMarkName(name)
  if (marker) return drawMark(marker.mark, marker.size, palette, imageRatio())
  const step = readRingName(name)
  return step === null ? null : drawRing(step, palette, imageRatio())
}
