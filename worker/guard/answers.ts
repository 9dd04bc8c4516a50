/** Answers that are for whoever asks and nobody else: no cache keeps them. */

import type { Site } from './cookie.ts'

export const unstored = { 'Cache-Control': 'no-store' }

/** An empty answer for what has been done. */
export function done(c: Site) {
  return c.body(null, 204, unstored)
}
