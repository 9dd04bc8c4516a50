/** What a photo may be. The browser makes it so (`web/ui/photo.ts`), the worker checks that it is (`worker/guard/photo.ts`). */

import type { Limit } from './voice-limits.ts'

export const photoRule = {
  /** the one kind that is kept: small, and read by a reader of our own (`schema/rules/webp.ts`) */
  type: 'image/webp',
  /** pixels of the longer side, at most */
  longest: 1_600,
  /** pixels of the shorter side, at least: below, nothing can be seen on it */
  shortest: 100,
  /** bytes, at most: ten seconds on a weak network */
  bytes: 512 * 1_024,
  /** characters of what it shows, for who does not see it */
  description: 100,
} as const

/** How many photos, at most, something may have. */
export const photosOf = {
  outlet: 1,
  complaint: 3,
} as const

/** What the key of a photo looks like: 256 random bits in base64url. Who does not know it cannot ask for the photo. */
export const photoKeyForm = /^[\w-]{43}$/

/**
 * How far the photo of an outlet is. It arrives while its object is being stored; then it waits for staff, unless they
 * sent it themselves. `withdrawn` was taken back or removed, `replaced` showed until another took its place.
 */
export const photoStates = ['arriving', 'waiting', 'approved', 'refused', 'withdrawn', 'replaced'] as const
export type PhotoState = (typeof photoStates)[number]

/** Photos sent for one outlet, refused above. */
export const photoUploads: Limit = { most: 20, seconds: 24 * 3_600 }

/** For how long objects are kept that nobody is shown; seconds. */
export const photoKept = {
  /** refused, taken back, removed or replaced: until then it can be brought back */
  ended: 30 * 24 * 3_600,
  /** still arriving: the worker that took it has died */
  arriving: 3_600,
} as const
/** Objects that one run of the sweep takes away, at most; R2 deletes a thousand at a time. */
export const photosASweep = 500
