/**
 * How near every point of a raster is to streets that are reached within each of some times. Lengths here are in cells
 * of the raster, and so are positions, from its south-west corner.
 */

/** A part of a raster, from its first column and row on. */
export interface Window {
  left: number
  bottom: number
  columns: number
  rows: number
}

/** Squared distances from every point of a raster to the nearest stretch of street, a layer a rank. */
export class AreaField {
  #columns = 0
  #rows = 0
  #points = 0
  #ranks = 0
  #layers = new Float32Array(0)
  /** of each rank, how far its streets come: least and greatest x, least and greatest y */
  #extents = new Float64Array(0)

  /**
   * Begins a new raster without any street. Memory is kept, so that dragging allocates none.
   * @param ranks how many ranks of streets there are
   */
  clear(columns: number, rows: number, ranks: number): void {
    this.#columns = columns
    this.#rows = rows
    this.#points = columns * rows
    this.#ranks = ranks
    const size = this.#points * ranks
    if (this.#layers.length < size) this.#layers = new Float32Array(size)
    this.#layers.fill(Number.POSITIVE_INFINITY, 0, size)
    if (this.#extents.length < 4 * ranks) this.#extents = new Float64Array(4 * ranks)
    for (let rank = 0; rank < ranks; rank += 1) this.#extents.set([columns, 0, rows, 0], 4 * rank)
  }

  /**
   * Draws a straight stretch of street.
   * @param rank in which time it is reached: 0 for the shortest
   * @param radius how far from it distances are wanted
   */
  draw(rank: number, fromX: number, fromY: number, toX: number, toY: number, radius: number): void {
    this.#extend(4 * rank, fromX, toX)
    this.#extend(4 * rank + 2, fromY, toY)
    const layers = this.#layers
    const dx = toX - fromX
    const dy = toY - fromY
    const square = dx * dx + dy * dy
    const inverse = square === 0 ? 0 : 1 / square
    const top = Math.min(this.#rows - 1, Math.floor(Math.max(fromY, toY) + radius))
    for (let row = Math.max(0, Math.ceil(Math.min(fromY, toY) - radius)); row <= top; row += 1) {
      const y = row - fromY
      // of the stretch, what is so near to the row that it counts there
      let [enters, leaves] = [0, 1]
      if (dy !== 0) {
        const [one, other] = [(y - radius) / dy, (y + radius) / dy]
        enters = Math.max(0, Math.min(one, other))
        leaves = Math.min(1, Math.max(one, other))
      }
      const [one, other] = [enters * dx, leaves * dx]
      const left = Math.max(0, Math.ceil(fromX + Math.min(one, other) - radius))
      const right = Math.min(this.#columns - 1, Math.floor(fromX + Math.max(one, other) + radius))
      let at = rank * this.#points + row * this.#columns + left
      for (let column = left; column <= right; column += 1) {
        const x = column - fromX
        const along = (x * dx + y * dy) * inverse
        const share = along < 0 ? 0 : along > 1 ? 1 : along
        const offX = x - share * dx
        const offY = y - share * dy
        const distance = offX * offX + offY * offY
        if (distance < (layers[at] ?? 0)) layers[at] = distance
        at += 1
      }
    }
  }

  #extend(at: number, one: number, other: number): void {
    const extents = this.#extents
    extents[at] = Math.min(extents[at] ?? 0, one, other)
    extents[at + 1] = Math.max(extents[at + 1] ?? 0, one, other)
  }

  /**
   * The part of the raster in which the area of a rank lies. Its border is outside of it, by a whole cell: no rounding
   * brings a point of it inside.
   */
  windowOf(rank: number, reach: number): Window {
    const extents = this.#extents
    let [west, east, south, north] = [this.#columns, 0, this.#rows, 0]
    for (let at = 0; at <= 4 * rank; at += 4) {
      west = Math.min(west, extents[at] ?? 0)
      east = Math.max(east, extents[at + 1] ?? 0)
      south = Math.min(south, extents[at + 2] ?? 0)
      north = Math.max(north, extents[at + 3] ?? 0)
    }
    const left = Math.max(0, Math.floor(west - reach) - 1)
    const bottom = Math.max(0, Math.floor(south - reach) - 1)
    return {
      left,
      bottom,
      columns: Math.max(0, Math.min(this.#columns, Math.ceil(east + reach) + 2) - left),
      rows: Math.max(0, Math.min(this.#rows, Math.ceil(north + reach) + 2) - bottom),
    }
  }

  /**
   * Where the area of a rank lies: its points are below 0. A point belongs to it when a street of the rank or of a
   * shorter one is within `reach`, and no other street is nearer than that by `favour`.
   *
   * Rank by rank no value becomes greater, so that the areas lie within each other.
   * @param into as many as the window has points, row by row
   */
  measure(rank: number, window: Window, reach: number, favour: number, into: Float32Array): void {
    const layers = this.#layers
    const points = this.#points
    const seen = (reach + 1) ** 2
    const cut = (reach - favour) ** 2
    let place = 0
    for (let row = window.bottom; row < window.bottom + window.rows; row += 1) {
      const first = row * this.#columns + window.left
      for (let point = first; point < first + window.columns; point += 1) {
        let near = seen
        let layer = 0
        for (; layer <= rank; layer += 1) {
          const distance = layers[layer * points + point] ?? 0
          if (distance < near) near = distance
        }
        let far = cut
        for (; near < seen && layer < this.#ranks; layer += 1) {
          const distance = layers[layer * points + point] ?? 0
          if (distance < far) far = distance
        }
        into[place++] = near < seen ? Math.sqrt(near) - Math.sqrt(far) - favour : 1
      }
    }
  }
}
