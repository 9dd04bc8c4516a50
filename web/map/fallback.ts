/** Watches whether a remote basemap shows anything at all. */

import type { Subscription } from 'maplibre-gl'

/** What MapLibre tells of sources; `tile` is there when one piece came or failed. */
interface SourceNews {
  sourceId?: string
  tile?: unknown
}

/** The part of MapLibre's map that is listened to. */
export interface NewsOfSources {
  on(type: 'sourcedata' | 'error', listener: (news: SourceNews) => void): Subscription
}

/** Single pieces fail on weak networks; so many before the first success mean that the service does. */
const enoughFailures = 3

/**
 * Tells whether the first piece of a basemap comes.
 * @param sources ids of the basemap's sources; news of others are ignored
 * @param patience aborted when the time is up
 * @returns true when a piece has come, false when the source or several pieces failed or the time is up
 */
export function showsSomething(
  map: NewsOfSources,
  sources: readonly string[],
  patience: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    let failures = 0
    const isOurs = (news: SourceNews) => news.sourceId !== undefined && sources.includes(news.sourceId)
    const settle = (shown: boolean) => {
      came.unsubscribe()
      failed.unsubscribe()
      patience.removeEventListener('abort', giveUp)
      resolve(shown)
    }
    const giveUp = () => settle(false)
    const came = map.on('sourcedata', (news) => {
      if (isOurs(news) && news.tile) settle(true)
    })
    const failed = map.on('error', (news) => {
      if (!isOurs(news)) return
      failures += 1
      if (!news.tile || failures >= enoughFailures) settle(false)
    })
    patience.addEventListener('abort', giveUp)
    if (patience.aborted) giveUp()
  })
}
