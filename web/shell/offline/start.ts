import { usePlaces } from '../../places/store.ts'
import { useCity } from '../city.ts'
import { keptAnswers } from './kept.ts'
import { isThrifty, isUnreachable, type ToWorker, updatedAddress, type Warmed } from './messages.ts'
import { type Updates, watchUpdates } from './updates.ts'

/** Milliseconds without anything fetched after which the network counts as quiet, and how long that is waited for. */
const QUIET_FOR = 2_000
const QUIET_WITHIN = 20_000

/** Waits until the map and whatever else follows the list has come: what is kept is to hold up nobody. */
function quietNetwork(): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(end, QUIET_FOR)
    const latest = setTimeout(end, QUIET_WITHIN)
    const watcher = new PerformanceObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(end, QUIET_FOR)
    })
    watcher.observe({ type: 'resource' })
    function end(): void {
      watcher.disconnect()
      clearTimeout(timer)
      clearTimeout(latest)
      resolve()
    }
  })
}

/** Addresses that this page has fetched so far. */
const fetched = () => performance.getEntriesByType('resource').map(({ name }) => name)

/** Has everything fetched that pages need which were never opened; resolves when what can be had is there. */
export function warmUp(worker: ServiceWorker): Promise<Warmed> {
  return new Promise((resolve) => {
    const { port1: mine, port2: its } = new MessageChannel()
    mine.onmessage = ({ data }: MessageEvent<Warmed>) => {
      mine.close()
      resolve(data)
    }
    const message: ToWorker = { kind: 'warm', used: fetched(), thrifty: isThrifty(navigator) }
    worker.postMessage(message, [its])
  })
}

/** Takes newer data as they come, and notes what could not be asked for again. */
function listen(container: ServiceWorkerContainer): void {
  const [city, places] = [useCity(), usePlaces()]
  const renew = (address: string) => {
    if (address === '/api/city') void city.renew()
    if (address === '/api/outlets') places.renew().catch(() => {})
  }
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isUnreachable(data)) keptAnswers.set(data.address, data.at)
    const updated = updatedAddress(data)
    if (updated) renew(updated)
  })
  window.addEventListener('online', () => {
    for (const address of keptAnswers.keys()) renew(address)
  })
  // Messages wait until somebody listens, if that is not done by the handler's name.
  container.startMessages()
}

/**
 * Starts what makes the site work without network: the service worker, once the network is quiet, and what it keeps.
 * @returns what is to be known of new versions; null where the browser has no service workers, or refuses ours
 */
export async function startOffline(): Promise<Updates | null> {
  // not everywhere there is such a thing, whatever the types say
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker
  if (!container || import.meta.env.DEV) return null
  listen(container)
  if (!container.controller) await quietNetwork()
  try {
    const registration = await container.register('/sw.js')
    const updates = watchUpdates(container, registration, () => window.location.reload())
    void container.ready.then(async ({ active }) => {
      await quietNetwork()
      if (active) await warmUp(active)
    })
    return updates
  } catch {
    // A private window, a full disk: the site then works as long as there is a network.
    return null
  }
}
