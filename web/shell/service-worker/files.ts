/**
 * The files of the site. Their names tell their content, so that those of two versions stand beside each other; only the
 * shell, the document of which every page is made, is another one under the same address.
 */

import { PrecacheController, type PrecacheEntry } from 'workbox-precaching'
import { CacheFirst } from 'workbox-strategies'
import { isThrifty } from '../offline/messages.ts'

declare const self: ServiceWorkerGlobalScope

/** What the build lists (`.dev/service-worker.ts`). */
export interface FileList {
  /** the shell, and what stands before the list */
  first: readonly PrecacheEntry[]
  /** everything else that residents' pages are made of */
  rest: readonly PrecacheEntry[]
}

declare const __FILES__: FileList

/** The document of every page, as the build made it. */
export const SHELL = '/shell'
export const filesCache = 'yikezhong-files-1'

const files: FileList = __FILES__
const all = new PrecacheController({ cacheName: filesCache })
all.addToCacheList([...files.first, ...files.rest])
const first = new PrecacheController({ cacheName: filesCache })
first.addToCacheList([...files.first])

/** Fetches what is not here yet, one after another; of somebody who saves data, no more than what they have used. */
export async function install(event: ExtendableEvent): Promise<void> {
  await (isThrifty(self.navigator) ? first : all).install(event)
}

/** Fetches what an install left out, when nobody saves data any more. */
export async function complete(): Promise<void> {
  const cache = await caches.open(filesCache)
  for (const key of all.getURLsToCacheKeys().values()) {
    if (await cache.match(key)) continue
    const response = await fetch(key)
    if (!isFile(response)) return
    await cache.put(key, response)
  }
}

/** The list of the version that was in charge last, kept among the files themselves. */
const LAST = '/last-version'

/**
 * Forgets the files of the version before the last one. Those of the last one stay: a page of it may be open, and will
 * want them until somebody opens it anew.
 */
export async function forgetOlder(): Promise<void> {
  const cache = await caches.open(filesCache)
  const now = [...all.getURLsToCacheKeys().values()]
  const last: unknown = await (await cache.match(LAST))?.json()
  const wanted = new Set([
    ...now,
    ...(Array.isArray(last) ? last : []),
    new URL(LAST, self.location.href).href,
  ])
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request)
  }
  await cache.put(LAST, new Response(JSON.stringify(now)))
}

/** A missing file is answered with a document: only what is none may be kept under a file's name. */
function isFile(response: Response): boolean {
  return response.ok && !response.headers.get('Content-Type')?.startsWith('text/html')
}

/** Answers with a file of this version or of the one before, and keeps those of this one that were not here. */
export const fromFiles = new CacheFirst({
  cacheName: filesCache,
  plugins: [
    {
      cacheWillUpdate: async ({ request, response }) =>
        all.getCacheKeyForURL(request.url) && isFile(response) ? response : null,
    },
  ],
})

/** The shell of this version; what the network says where it is gone. */
export async function shell(request: Request): Promise<Response> {
  return (await all.matchPrecache(SHELL)) ?? fetch(request)
}
