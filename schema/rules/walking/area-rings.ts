/**
 * The outlines of what is below 0 in a raster: marching squares. Two opposite corners of a square are never joined
 * through it, and no outline passes a corner, so that outlines neither touch nor cross, nor do those of a greater area
 * whose values are less everywhere.
 */

/** Places that an outline can have between two points of the raster: sixteenths, the odd ones. */
export const UNITS = 16

/** A polygon in units of the raster: x, y, x, y …; the first ring counter-clockwise, then its holes, clockwise. */
export type RingPolygon = number[][]

/** Where an outline passes from a point that is below 0 to its neighbour that is not. */
function passage(values: Float32Array, inner: number, outer: number): number {
  const inside = -(values[inner] ?? 0)
  const share = inside / (inside + (values[outer] ?? 0))
  return Math.min(UNITS - 1, 2 * Math.floor((share * UNITS) / 2) + 1)
}

/**
 * Twice what a ring encloses, in square units; below 0 when it runs clockwise.
 * @param ring x, y, x, y …
 */
function doubleArea(ring: readonly number[]): number {
  let sum = 0
  let x = ring.at(-2) ?? 0
  let y = ring.at(-1) ?? 0
  for (let at = 0; at < ring.length; at += 2) {
    const nextX = ring[at] ?? 0
    const nextY = ring[at + 1] ?? 0
    sum += x * nextY - nextX * y
    x = nextX
    y = nextY
  }
  return sum
}

/** Draws outlines; keeps its memory from one raster to the next. */
export class Outliner {
  /** of each passage between a point and the one east of it: the ring through it, counted from 1 */
  #rings = new Int32Array(0)

  /**
   * The polygons of what is below 0.
   * @param values row by row from the south-west; none below 0 on the border
   * @param smallestHole square units; smaller holes are filled
   */
  outlines(values: Float32Array, columns: number, rows: number, smallestHole: number): RingPolygon[] {
    if (this.#rings.length < columns * rows) this.#rings = new Int32Array(columns * rows)
    else this.#rings.fill(0, 0, columns * rows)
    const polygons: RingPolygon[] = []
    // of ring n, the place of its polygon: that of an outer ring its own, that of a hole the one around it
    const polygonOf: number[] = [-1]
    for (let row = 0; row < rows; row += 1) {
      let polygon = -1
      let within = false
      for (let point = row * columns; point < (row + 1) * columns - 1; point += 1) {
        const enters = (values[point + 1] ?? 0) < 0
        if (enters === within) continue
        within = enters
        const known = this.#rings[point] ?? 0
        if (known > 0) {
          polygon = polygonOf[known] ?? -1
          continue
        }
        // A ring is met first in its lowest row, at its west: an outer one is entered there, a hole is not.
        const ring = enters
          ? this.#trace(values, columns, point + 1, point, polygonOf.length)
          : this.#trace(values, columns, point, point + 1, polygonOf.length)
        if (enters) polygon = polygons.push([ring]) - 1
        else if (-doubleArea(ring) >= 2 * smallestHole) polygons[polygon]?.push(ring)
        polygonOf.push(polygon)
      }
    }
    return polygons
  }

  /** Follows a ring with the inside on its left, from between two neighbours until it comes back there. */
  #trace(
    values: Float32Array,
    columns: number,
    startInner: number,
    startOuter: number,
    name: number,
  ): number[] {
    const ring: number[] = []
    let [inner, outer] = [startInner, startOuter]
    do {
      const step = outer - inner
      const along = passage(values, inner, outer)
      const x = (inner % columns) * UNITS
      const y = Math.floor(inner / columns) * UNITS
      if (step === 1 || step === -1) {
        this.#rings[Math.min(inner, outer)] = name
        append(ring, x + step * along, y)
      } else {
        append(ring, x, y + Math.sign(step) * along)
      }
      // ahead: a quarter turn to the left of the way from the inner point to the outer one
      const ahead = step === 1 ? columns : step === -1 ? -columns : -Math.sign(step)
      if ((values[inner + ahead] ?? 0) >= 0) outer = inner + ahead
      else {
        inner += ahead
        if ((values[outer + ahead] ?? 0) >= 0) outer += ahead
        else inner = outer + ahead
      }
    } while (inner !== startInner || outer !== startOuter)
    return closed(ring)
  }
}

/** Whether the way from the second last point to the last goes straight on to the next. */
function goesOn(ring: readonly number[], x: number, y: number): boolean {
  const lastX = ring.at(-2) ?? 0
  const lastY = ring.at(-1) ?? 0
  const dx = lastX - (ring.at(-4) ?? 0)
  const dy = lastY - (ring.at(-3) ?? 0)
  return dx * (y - lastY) === dy * (x - lastX)
}

/** Adds a point; the last one goes when it lies on the straight way there. */
function append(ring: number[], x: number, y: number): void {
  if (ring.length >= 4 && goesOn(ring, x, y)) ring.length -= 2
  ring.push(x, y)
}

/** Without the ends that lie on the straight way from the last point to the second. The first is not repeated. */
function closed(ring: number[]): number[] {
  if (goesOn(ring, ring[0] ?? 0, ring[1] ?? 0)) ring.length -= 2
  const [x = 0, y = 0, nextX = 0, nextY = 0] = ring
  const dx = x - (ring.at(-2) ?? 0)
  const dy = y - (ring.at(-1) ?? 0)
  return dx * (nextY - y) === dy * (nextX - x) ? ring.slice(2) : ring
}
