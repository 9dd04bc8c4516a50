/**
 * Acts that have gone out without having been kept. The browser's database was out of reach then, and may still hold an
 * older act on the same topic, which must not be sent over the newer one when the database opens the next time. Where
 * the database works nothing is remembered: what has been sent leaves no trace in the browser.
 */

const key = 'yikezhong.overtaken'
/** Topics that are remembered, the latest of them. */
const MOST = 50

/** Where storage is refused, it is remembered as long as the page lasts. */
let known: Record<string, number> = {}

/** Epoch milliseconds up to which acts on a topic have been overtaken by one that the worker has; 0 where none has. */
export function overtakenUntil(topic: string): number {
  return read()[topic] ?? 0
}

/** Remembers that everything said on a topic up to then has been overtaken. */
export function overtake(topic: string, until: number): void {
  const latest = Object.entries({ ...read(), [topic]: until }).sort(([, one], [, other]) => other - one)
  known = Object.fromEntries(latest.slice(0, MOST))
  try {
    localStorage.setItem(key, JSON.stringify(known))
  } catch {
    // It then lasts as long as the page.
  }
}

function read(): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return known
    const sound = Object.entries(stored).filter(([, until]) => typeof until === 'number')
    return { ...known, ...Object.fromEntries(sound) }
  } catch {
    return known
  }
}
