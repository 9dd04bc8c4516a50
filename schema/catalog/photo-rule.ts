/** What a photo may be. The browser makes it so (`web/ui/photo.ts`), the worker checks that it is (`worker/guard/photo.ts`). */

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
  outlet: 6,
  complaint: 3,
} as const

/** What the key of a photo looks like: 256 random bits in base64url. Who does not know it cannot ask for the photo. */
export const photoKeyForm = /^[\w-]{43}$/
