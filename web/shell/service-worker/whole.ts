/** One outlet or circle out of what is kept of all of them, as its own address would have told it. */

import { fetchedAt, keptWhole } from './kept-caches.ts'

interface Part {
  body: object
  /** epoch milliseconds at which the whole came from the network */
  at: number
}

/** What was read last: a city is a few megabytes to parse. */
let read: { address: string; at: number; body: object } | null = null

async function keptBody(address: string): Promise<{ at: number; body: object } | null> {
  const kept = await keptWhole(address)
  if (!kept) return null
  const at = fetchedAt(kept)
  if (read?.address === address && read.at === at) return read
  const body: unknown = await kept.json()
  if (typeof body !== 'object' || body === null) return null
  read = { address, at, body }
  return read
}

/** The entry of a list in which a field says what was asked for. */
function entryOf(body: object, list: string, field: string, wanted: string): object | null {
  const entries: unknown = Object.entries(body).find(([name]) => name === list)?.[1]
  if (!Array.isArray(entries)) return null
  const found: unknown = entries.find(
    (entry: unknown) =>
      typeof entry === 'object' &&
      entry !== null &&
      Object.entries(entry).some(([name, value]) => name === field && value === wanted),
  )
  return typeof found === 'object' ? found : null
}

/** What stands around a list: revision, whether it is made up, and the like. */
const around = (body: object, list: string) =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => name !== list && !Array.isArray(value)))

/**
 * What an address tells that was never asked for.
 * @returns null where it is not a part of something kept
 */
export async function fromWhole(pathname: string): Promise<Part | null> {
  const [, outlet] = /^\/api\/outlets\/([\w-]+)$/.exec(pathname) ?? []
  const [, circle, assessment] = /^\/api\/circles\/([\w-]+)(\/assessment)?$/.exec(pathname) ?? []
  if (!outlet && !circle) return null
  const whole = await keptBody(assessment ? '/api/assessment' : '/api/whole')
  if (!whole) return null
  const { at, body } = whole
  if (outlet) {
    const entry = entryOf(body, 'outlets', 'id', outlet)
    return entry && { at, body: { ...around(body, 'outlets'), ...entry } }
  }
  const entry = entryOf(body, assessment ? 'communities' : 'circles', 'code', circle ?? '')
  if (!entry) return null
  return assessment
    ? { at, body: { ...around(body, 'communities'), community: entry } }
    : { at, body: { ...around(body, 'circles'), ...entry } }
}
