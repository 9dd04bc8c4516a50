/**
 * The nodes that a search has seen and not yet left, the nearest first: a heap with four children a node on typed
 * arrays, that knows where each node is. Nothing is allocated after it is made.
 */

const ABSENT = -1

export class NodeHeap {
  readonly #keys: Float32Array
  readonly #nodes: Uint32Array
  readonly #places: Int32Array
  #size = 0

  /** @param capacity how many nodes there are */
  constructor(capacity: number) {
    this.#keys = new Float32Array(capacity)
    this.#nodes = new Uint32Array(capacity)
    this.#places = new Int32Array(capacity).fill(ABSENT)
  }

  get size(): number {
    return this.#size
  }

  /** Puts a node in, or moves it forward; `key` is not to be more than the one that it has. */
  offer(node: number, key: number): void {
    const keys = this.#keys
    const nodes = this.#nodes
    const places = this.#places
    let hole = places[node] ?? ABSENT
    if (hole === ABSENT) hole = this.#size++
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const parentKey = keys[parent] ?? 0
      if (parentKey <= key) break
      const moved = nodes[parent] ?? 0
      keys[hole] = parentKey
      nodes[hole] = moved
      places[moved] = hole
      hole = parent
    }
    keys[hole] = key
    nodes[hole] = node
    places[node] = hole
  }

  /** Takes the node with the least key out; only while {@link size} is above 0. */
  take(): number {
    const keys = this.#keys
    const nodes = this.#nodes
    const places = this.#places
    const first = nodes[0] ?? 0
    places[first] = ABSENT
    const last = --this.#size
    if (last === 0) return first
    const key = keys[last] ?? 0
    const node = nodes[last] ?? 0
    let hole = 0
    for (let child = 1; child < last; child = hole * 4 + 1) {
      let least = child
      let leastKey = keys[child] ?? 0
      const end = Math.min(child + 4, last)
      for (let other = child + 1; other < end; other += 1) {
        const otherKey = keys[other] ?? 0
        if (otherKey < leastKey) {
          leastKey = otherKey
          least = other
        }
      }
      if (leastKey >= key) break
      const moved = nodes[least] ?? 0
      keys[hole] = leastKey
      nodes[hole] = moved
      places[moved] = hole
      hole = least
    }
    keys[hole] = key
    nodes[hole] = node
    places[node] = hole
    return first
  }
}
