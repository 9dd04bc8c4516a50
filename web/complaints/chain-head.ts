/** The head of the chain that this device has seen last: whoever remembers one can tell when the past is made anew. */

/** An event by its number and hash, and when it was seen. */
export interface SeenHead {
  seq: number
  hash: string
  /** ISO instant */
  at: string
}

const key = 'yikezhong.chain-head'

function isSeen(value: unknown): value is SeenHead {
  if (typeof value !== 'object' || value === null) return false
  if (!('seq' in value) || !('hash' in value) || !('at' in value)) return false
  const { seq, hash, at } = value
  const isInstant = typeof at === 'string' && !Number.isNaN(Date.parse(at))
  return typeof seq === 'number' && seq > 0 && typeof hash === 'string' && hash.length === 64 && isInstant
}

/** The head seen last; null where none is remembered. */
export function recallHead(): SeenHead | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isSeen(kept) ? kept : null
  } catch {
    return null
  }
}

/** Remembers a head; null forgets it. A browser that keeps nothing remembers nothing. */
export function rememberHead(head: SeenHead | null): void {
  try {
    if (head) localStorage.setItem(key, JSON.stringify(head))
    else localStorage.removeItem(key)
  } catch {
    // Then there is nothing to compare with the next time, and the page says so.
  }
}
