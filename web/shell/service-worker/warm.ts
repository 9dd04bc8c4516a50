/** Fetches what pages need that were never opened, one after another, while nobody waits for it. */

import type { Strategy } from 'workbox-strategies'
import { WARM_FOR, warmed } from '../offline/keeping.ts'
import { strategyFor } from './data.ts'
import { complete } from './files.ts'
import { fetchedAt, keptWhole } from './kept-caches.ts'

declare const self: ServiceWorkerGlobalScope

/** Gives false where it cannot be had, so that others are not tried in vain. */
async function fetchInto(strategy: Strategy, address: string, event: ExtendableEvent): Promise<boolean> {
  const request = new Request(address, { cache: 'no-cache' })
  const [response, done] = strategy.handleAll({ request, event })
  return Promise.all([response, done]).then(
    ([given]) => given.ok,
    () => false,
  )
}

/** The ground of the map, and the streets along which minutes are walked, of the city that is kept. */
async function groundOf(): Promise<string[]> {
  const kept = await keptWhole('/api/city')
  const city: unknown = await kept?.json()
  if (typeof city !== 'object' || city === null) return []
  const found: string[] = []
  if ('code' in city && typeof city.code === 'string') found.push(`/map/${city.code}.json`)
  if ('walking' in city && typeof city.walking === 'object' && city.walking !== null) {
    const { walking } = city
    const network = 'network' in walking ? walking.network : null
    if (typeof network === 'object' && network !== null && 'url' in network) found.push(String(network.url))
  }
  return found
}

async function isKept(address: string): Promise<boolean> {
  const kept = await caches.match(address)
  return kept !== undefined && Date.now() - fetchedAt(kept) < WARM_FOR
}

/**
 * Fetches what is not kept, or was kept too long ago.
 * @param used addresses that the page has fetched before this worker was there to keep them
 * @param thrifty whether somebody saves data: then no more than that
 */
export async function warm(used: readonly string[], thrifty: boolean, event: ExtendableEvent): Promise<void> {
  const fetchAll = async (addresses: Iterable<string>): Promise<boolean> => {
    for (const address of addresses) {
      const url = new URL(address, self.location.href)
      const strategy = strategyFor(url, { method: 'GET', cache: 'no-cache' })
      if (url.origin !== self.location.origin || !strategy || (await isKept(url.href))) continue
      if (!(await fetchInto(strategy, url.href, event))) return false
    }
    return true
  }
  if (thrifty) {
    await fetchAll(used)
    return
  }
  if (await fetchAll(new Set([...warmed, ...used]))) {
    await fetchAll(await groundOf())
    await complete()
  }
}
