/** What pages and the service worker tell each other. */

/** Header of what is kept: epoch milliseconds, by this device's clock, at which it came from the network. */
export const FETCHED_AT = 'X-Fetched-At'

/** Header of an answer that is kept, shown because the network failed: the same moment. */
export const KEPT_AT = 'X-Kept-At'

/** From a page. A port that comes with `warm` is told when everything that can be had is there. */
export type ToWorker =
  /** fetch what pages need that were never opened; `used` is what this page has fetched, before the worker was there */
  | { kind: 'warm'; used: readonly string[]; thrifty: boolean }
  /** the person wants the new version: do not wait until the last page of the old one has been closed */
  | { kind: 'take-over' }

/** To the page that asked: what it was shown at once could not be asked for again. */
export interface Unreachable {
  kind: 'unreachable'
  /** path and query */
  address: string
  /** epoch milliseconds at which it came from the network */
  at: number
}

/** To the port of `warm`. */
export type Warmed = 'warmed'

/** Whether what somebody was told is of this kind; other tools may talk, too. */
export function isToWorker(message: unknown): message is ToWorker {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  if (message.kind === 'take-over') return true
  return message.kind === 'warm' && 'used' in message && Array.isArray(message.used)
}

/** Path and query of a whole address. */
export function addressOf(href: string): string {
  return href.replace(/^\w+:\/\/[^/]*/, '')
}

export function isUnreachable(message: unknown): message is Unreachable {
  return (
    typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'unreachable'
  )
}

/** Where a newer answer was kept (`workbox-broadcast-update`): path and query; null when it is another message. */
export function updatedAddress(message: unknown): string | null {
  if (typeof message !== 'object' || message === null) return null
  if (!('type' in message && message.type === 'CACHE_UPDATED' && 'payload' in message)) return null
  const { payload } = message
  if (typeof payload !== 'object' || payload === null || !('updatedURL' in payload)) return null
  return addressOf(String(payload.updatedURL))
}

/** Whether somebody has asked their browser to save data. */
export function isThrifty(browser: object): boolean {
  if (!('connection' in browser)) return false
  const { connection } = browser
  return (
    typeof connection === 'object' &&
    connection !== null &&
    'saveData' in connection &&
    connection.saveData === true
  )
}
