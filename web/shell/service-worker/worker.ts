/** The service worker: what is kept of the site, and when a new version takes over. Served as `/sw.js`. */

import { registerRoute } from 'workbox-routing'
import { documentWay } from '../offline/keeping.ts'
import { isToWorker, type Warmed } from '../offline/messages.ts'
import { answerTo, strategyFor } from './data.ts'
import { filesCache, forgetOlder, fromFiles, install, shell } from './files.ts'
import { dataCaches } from './kept-caches.ts'
import { warm } from './warm.ts'

declare const self: ServiceWorkerGlobalScope

/** Caches of ours that no version uses any more. */
async function forgetCaches(): Promise<void> {
  const used: readonly string[] = [filesCache, ...Object.values(dataCaches)]
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('yikezhong-') && !used.includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
}

// A new version waits until every page of the old one is closed, or until somebody asks for it.
self.addEventListener('install', (event) => event.waitUntil(install(event)))
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOlder(), forgetCaches(), self.clients.claim()]))
})

self.addEventListener('message', (event) => {
  const message: unknown = event.data
  if (!isToWorker(message)) return
  if (message.kind === 'take-over') {
    event.waitUntil(self.skipWaiting())
    return
  }
  const told: Warmed = 'warmed'
  event.waitUntil(
    warm(message.used, message.thrifty, event)
      // A full disk keeps less; the site goes on as it would without us.
      .catch((error: unknown) => console.warn('not everything could be kept', error))
      .then(() => event.ports[0]?.postMessage(told)),
  )
})

registerRoute(
  ({ request, url, sameOrigin }) =>
    sameOrigin && request.mode === 'navigate' && documentWay(url.pathname) !== null,
  async ({ request, url }) => {
    if (documentWay(url.pathname) === 'shell') return shell(request)
    return fetch(request).catch(() => shell(request))
  },
)
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'), fromFiles)
registerRoute(
  ({ request, url, sameOrigin }) => sameOrigin && strategyFor(url, request),
  ({ request, url, event }) => {
    const strategy = strategyFor(url, request)
    return strategy ? answerTo(strategy, request, event) : fetch(request)
  },
)
