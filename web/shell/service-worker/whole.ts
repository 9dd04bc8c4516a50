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

/** A list in something that was read. */
const listOf = (body: object, name: string): readonly unknown[] => {
  const list: unknown = Object.entries(body).find(([own]) => own === name)?.[1]
  return Array.isArray(list) ? list : []
}

/** Whether a field of an entry says what was asked for. */
const says = (entry: unknown, field: string, wanted: string): entry is object =>
  typeof entry === 'object' &&
  entry !== null &&
  Object.entries(entry).some(([name, value]) => name === field && value === wanted)

const lists = ['outlets', 'circles', 'communities']

/** What stands around the lists: revision, whether it is made up, and the like. */
const around = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !lists.includes(name)))

/** Makes of the whole what an address of one thing tells; null where it is not in it. */
type Taking = (body: object, wanted: string) => object | null

const addresses: readonly { address: RegExp; whole: string; take: Taking }[] = [
  {
    address: /^\/api\/outlets\/([\w-]+)$/,
    whole: '/api/whole',
    take: (body, id) => {
      const outlet = listOf(body, 'outlets').find((entry) => says(entry, 'id', id))
      return outlet ? { ...around(body), ...outlet } : null
    },
  },
  {
    address: /^\/api\/circles\/([\w-]+)$/,
    whole: '/api/whole',
    take: (body, code) => {
      const circle = listOf(body, 'circles').find((entry) => says(entry, 'code', code))
      return circle ? { ...around(body), ...circle } : null
    },
  },
  {
    address: /^\/api\/circles\/([\w-]+)\/outlets$/,
    whole: '/api/whole',
    take: (body, code) => {
      if (!listOf(body, 'circles').some((entry) => says(entry, 'code', code))) return null
      return {
        ...around(body),
        outlets: listOf(body, 'outlets').filter((entry) => says(entry, 'circle', code)),
      }
    },
  },
  {
    address: /^\/api\/circles\/([\w-]+)\/assessment$/,
    whole: '/api/assessment',
    take: (body, code) => {
      const community = listOf(body, 'communities').find((entry) => says(entry, 'code', code))
      return community ? { ...around(body), community } : null
    },
  },
]

/**
 * What an address tells that was never asked for.
 * @returns null where it is not a part of something kept
 */
export async function fromWhole(pathname: string): Promise<Part | null> {
  for (const { address, whole, take } of addresses) {
    const [, wanted] = address.exec(pathname) ?? []
    if (wanted === undefined) continue
    const kept = await keptBody(whole)
    const body = kept && take(kept.body, wanted)
    return body ? { at: kept.at, body } : null
  }
  return null
}
