/**
 * How near every point of a raster is to streets that are reached within each of some times. Lengths here are in cells
 * of the raster, and so are positions, from its south-west corner.
 */

/** Squared distances from every point of a raster to the nearest stretch of street, a layer a rank. */
export class AreaField {
  columns = 0
  rows = 0
  #points = 0
  #layers = new Float32Array(0)

  /**
   * Begins a new raster without any street. Memory is kept, so that dragging allocates none.
   * @param ranks how many ranks of streets there are
   */
  clear(columns: number, rows: number, ranks: number): void {
    this.columns = columns
    this.rows = rows
    this.#points = columns * rows
    const size = this.#points * ranks
    if (this.#layers.length < size) this.#layers = new Float32Array(size)
    this.#layers.fill(Number.POSITIVE_INFINITY, 0, size)
  }

  /**
   * Draws a straight stretch of street.
   * @param rank in which time it is reached: 0 for the shortest
   * @param radius how far from it distances are wanted
   */
  draw(rank: number, fromX: number, fromY: number, toX: number, toY: number, radius: number): void {
    const layers = this.#layers
    const { columns } = this
    const layer = rank * this.#points
    const dx = toX - fromX
    const dy = toY - fromY
    const square = dx * dx + dy * dy
    const inverse = square === 0 ? 0 : 1 / square
    const top = Math.min(this.rows - 1, Math.floor(Math.max(fromY, toY) + radius))
    for (let row = Math.max(0, Math.ceil(Math.min(fromY, toY) - radius)); row <= top; row += 1) {
      // of the stretch, what is so near to the row that it counts there
      let [enters, leaves] = [0, 1]
      if (dy !== 0) {
        const [one, other] = [(row - radius - fromY) / dy, (row + radius - fromY) / dy]
        enters = Math.max(0, Math.min(one, other))
        leaves = Math.min(1, Math.max(one, other))
      }
      const [one, other] = [fromX + enters * dx, fromX + leaves * dx]
      const right = Math.min(columns - 1, Math.floor(Math.max(one, other) + radius))
      const y = row - fromY
      for (let column = Math.max(0, Math.ceil(Math.min(one, other) - radius)); column <= right; column += 1) {
        const x = column - fromX
        const along = Math.min(1, Math.max(0, (x * dx + y * dy) * inverse))
        const offX = x - along * dx
        const offY = y - along * dy
        const distance = offX * offX + offY * offY
        const at = layer + row * columns + column
        if (distance < (layers[at] ?? 0)) layers[at] = distance
      }
    }
  }

  /**
   * Where the area of a rank lies: its points are below 0. A point belongs to it when a street of the rank or of a
   * shorter one is within `reach`, and nearer, by `favour` at most not, than every street that is not.
   *
   * Rank by rank no value becomes greater, so that the areas lie within each other.
   * @param into as many as the raster has points
   */
  measure(rank: number, ranks: number, reach: number, favour: number, into: Float32Array): void {
    const layers = this.#layers
    const points = this.#points
    const seen = (reach + 1) ** 2
    const cut = (reach - favour) ** 2
    for (let point = 0; point < points; point += 1) {
      let near = Number.POSITIVE_INFINITY
      for (let at = point; at <= point + rank * points; at += points) {
        near = Math.min(near, layers[at] ?? 0)
      }
      if (near >= seen) {
        into[point] = 1
        continue
      }
      let far = cut
      for (let at = point + (rank + 1) * points; at < ranks * points; at += points) {
        far = Math.min(far, layers[at] ?? 0)
      }
      into[point] = Math.sqrt(near) - (Math.sqrt(far) + favour)
    }
  }
}
