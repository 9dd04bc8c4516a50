/** The street network of the city, walked in a Web Worker. */

import type { Position } from '../../schema/catalog/divisions.ts'
import type { Manner } from '../../schema/rules/walking/walk.ts'
import type { Walks, WayFound } from '../../schema/rules/walking/walker.ts'
import type { WalkingQuestion, WalkingReply } from './walking.worker.ts'
import WalkingWorker from './walking.worker.ts?worker'

/** A network that can be walked. Everything rejects once the worker has died. */
export interface Streets {
  /** Chooses the places that {@link Streets.walk} goes to: WGS-84 degrees. */
  aimAt: (longitudes: Float64Array, latitudes: Float64Array) => Promise<void>
  /** Walks to all places; null where no street is near `from`. */
  walk: (from: Position, manner: Manner, wantsAreas: boolean) => Promise<Walks | null>
  way: (from: Position, to: Position, manner: Manner) => Promise<WayFound>
  close: () => void
}

/**
 * Fetches a network and makes it ready; neither takes time of the page.
 * @param url of `City.walking.network`
 * @throws Error when it cannot be fetched or is no network
 */
export async function openStreets(url: string): Promise<Streets> {
  const worker = new WalkingWorker()
  const died = new AbortController()
  worker.onerror = () => died.abort(new Error('the worker that walks has died'))

  /** @param Answer what the worker says to this kind of question */
  function ask<Answer>(question: WalkingQuestion): Promise<Answer> {
    return new Promise((resolve, reject) => {
      died.signal.throwIfAborted()
      const { port1: mine, port2: its } = new MessageChannel()
      const fail = () => reject(died.signal.reason)
      died.signal.addEventListener('abort', fail, { once: true })
      mine.onmessage = ({ data }: MessageEvent<WalkingReply<Answer>>) => {
        died.signal.removeEventListener('abort', fail)
        mine.close()
        if ('answer' in data) resolve(data.answer)
        else reject(new Error(data.failed))
      }
      worker.postMessage(question, [its])
    })
  }

  const close = () => {
    worker.terminate()
    died.abort(new Error('the network was closed'))
  }
  try {
    // The worker's own address need not be the page's.
    await ask<null>({ kind: 'open', url: new URL(url, location.href).href })
  } catch (error) {
    close()
    throw error
  }
  return {
    aimAt: async (longitudes, latitudes) => {
      await ask<null>({ kind: 'aim', longitudes, latitudes })
    },
    walk: (from, manner, wantsAreas) => ask({ kind: 'walk', from, manner, wantsAreas }),
    way: (from, to, manner) => ask({ kind: 'way', from, to, manner }),
    close,
  }
}
