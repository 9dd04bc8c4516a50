/**
 * Markers of outlets: shape by class, fill by state, as in the list. They are drawn to a canvas when the map first
 * needs one, under a name that says everything about it.
 */

import { type OutletClass, outletClasses } from '../../schema/catalog/outlet-types.ts'
import { type IconName, icons, isIcon } from '../ui/icons.ts'
import { classShapes, type GlyphState } from '../ui/shapes.ts'
import type { MapPalette } from './palette.ts'

/** What one marker shows. */
export interface Mark {
  outletClass: OutletClass
  state: GlyphState
  icon: IconName
}

const states: readonly GlyphState[] = ['open', 'soon', 'closed', 'unknown']

/** Sides of the square images, in pixels at scale 1. */
const sizes = { place: 34, selected: 56 } as const
export type MarkSize = keyof typeof sizes

/**
 * The middle part of a marker image's name; a feature carries it and the layer puts size and look around it.
 * @example markName({ outletClass: 'basic', state: 'open', icon: 'store' }) // 'basic/open/store'
 */
export function markName({ outletClass, state, icon }: Mark): string {
  return `${outletClass}/${state}/${icon}`
}

/** Reads {@link markName} back, with the size before it; null for the name of another image. */
export function readMarkName(name: string): { size: MarkSize; mark: Mark } | null {
  const [sizeName, className, stateName, icon = ''] = name.split('/')
  const size = sizeName === 'place' || sizeName === 'selected' ? sizeName : undefined
  const outletClass = outletClasses.find((known) => known === className)
  const state = states.find((known) => known === stateName)
  if (!size || !outletClass || !state || !isIcon(icon)) return null
  return { size, mark: { outletClass, state, icon } }
}

/**
 * Draws a marker.
 * @param ratio device pixels a pixel
 */
export function drawMark(mark: Mark, size: MarkSize, palette: MapPalette, ratio: number): ImageData {
  const selected = size === 'selected'
  const colour = palette.classes[mark.outletClass]
  const filled = mark.state === 'open' || mark.state === 'soon'
  return draw(sizes[size] * palette.scale, ratio, (canvas) => {
    canvas.scale(palette.scale, palette.scale)
    if (selected) {
      canvas.fillStyle = palette.halo
      canvas.strokeStyle = colour
      canvas.lineWidth = 2.5
      disc(canvas, 0, 0, 25)
    }
    canvas.fillStyle = filled ? colour : palette.halo
    canvas.strokeStyle = filled ? palette.halo : colour
    canvas.lineWidth = filled ? 3 : 3.4
    canvas.setLineDash(mark.state === 'unknown' ? [5.2, 4.4] : [])
    shape(canvas, classShapes[mark.outletClass], 40, selected ? 0.95 : 0.7)
    canvas.setLineDash([])
    canvas.strokeStyle = filled ? palette.onClass : colour
    canvas.lineWidth = 2.1
    line(canvas, icons[mark.icon], 24, selected ? 0.82 : 0.6)
    if (mark.state === 'soon') {
      canvas.fillStyle = palette.gold
      canvas.strokeStyle = palette.halo
      canvas.lineWidth = 2
      disc(canvas, selected ? 13 : 10, selected ? 13 : 10, selected ? 6 : 5)
    }
  })
}

/**
 * A square image whose middle is the origin of the drawing.
 * @param side in pixels
 */
export function draw(
  side: number,
  ratio: number,
  paint: (canvas: CanvasRenderingContext2D) => void,
): ImageData {
  const pixels = Math.ceil(side * ratio)
  const element = document.createElement('canvas')
  element.width = pixels
  element.height = pixels
  const canvas = element.getContext('2d')
  if (!canvas) throw new Error('The browser gives no canvas to draw markers on.')
  canvas.translate(pixels / 2, pixels / 2)
  canvas.scale(ratio, ratio)
  canvas.lineCap = 'round'
  canvas.lineJoin = 'round'
  paint(canvas)
  return canvas.getImageData(0, 0, pixels, pixels)
}

function disc(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  canvas.beginPath()
  canvas.arc(x, y, radius, 0, 2 * Math.PI)
  canvas.fill()
  canvas.stroke()
}

/** Fills a path drawn on `box` × `box`, then its edge in pixels of the path's own grid. */
function shape(canvas: CanvasRenderingContext2D, path: string, box: number, scale: number): void {
  around(canvas, box, scale, () => {
    canvas.fill(new Path2D(path))
    canvas.stroke(new Path2D(path))
  })
}

function line(canvas: CanvasRenderingContext2D, path: string, box: number, scale: number): void {
  around(canvas, box, scale, () => canvas.stroke(new Path2D(path)))
}

function around(canvas: CanvasRenderingContext2D, box: number, scale: number, paint: () => void): void {
  canvas.save()
  canvas.scale(scale, scale)
  canvas.translate(-box / 2, -box / 2)
  paint()
  canvas.restore()
}
