/** Where answers are kept, and what is written on them. */

import { FETCHED_AT } from '../offline/messages.ts'

/** Caches by what is in them. Another number, and what an older version has kept is forgotten. */
export const dataCaches = {
  /** what is one for the whole city */
  whole: 'yikezhong-whole-1',
  /** what somebody has looked at */
  seen: 'yikezhong-seen-1',
  /** what never changes: streets and photos */
  bytes: 'yikezhong-bytes-1',
} as const

/** When a kept answer came from the network; 0 where that is not known. */
export const fetchedAt = (response: Response) => Number(response.headers.get(FETCHED_AT))

/** What is kept of something that is one for the whole city. */
export function keptWhole(address: string): Promise<Response | undefined> {
  return caches.match(address, { cacheName: dataCaches.whole })
}
