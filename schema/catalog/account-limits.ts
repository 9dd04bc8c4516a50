/** How long accounts, sessions, codes and guesses last. */

import type { Role } from './roles.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

export const passwordRule = {
  /** characters; long ones beat strange ones (NIST SP 800-63B, 5.1.1) */
  least: 10,
  most: 128,
} as const

/** Of `node:crypto` scrypt (OWASP, Password Storage Cheat Sheet): 16 MB, a quarter of a second. */
export const scryptCost = { N: 2 ** 14, r: 8, p: 5, bytes: 32 } as const

export interface SessionLife {
  /** seconds without a request after which it has ended */
  idle: number
  /** seconds after which it has ended anyway */
  most: number
}

const staffLife: SessionLife = { idle: 8 * hour, most: 7 * day }

export const sessionLife: Record<Role, SessionLife> = {
  // behind the counter, on their own phone
  merchant: { idle: 30 * day, most: 180 * day },
  community: staffLife,
  subdistrict: staffLife,
  city: staffLife,
  auditor: staffLife,
}

export const sessionRule = {
  /** seconds between two notes of when a session was last used */
  touchEvery: 5 * minute,
  /** seconds in which a password must be followed by the second factor */
  secondWithin: 10 * minute,
  /** seconds after signing in during which passwords, factors and accounts may be changed */
  freshFor: 30 * minute,
} as const

/** Failed guesses, by handle and by network: free ones, then a wait that doubles. */
export const guessRule = {
  /** seconds that failures are remembered */
  window: hour,
  byHandle: { free: 5, firstWait: 15, mostWait: 15 * minute },
  byNetwork: { free: 30, firstWait: 15, mostWait: 15 * minute },
} as const

export const invitationRule = {
  /** seconds that a letter to a merchant is good for */
  merchant: 30 * day,
  /** seconds that a link to staff, or for a new password, is good for */
  staff: 3 * day,
  /** characters of a code, of an alphabet without lookalikes: 80 bits, so that a plain hash of it tells nothing */
  length: 16,
  /** most outlets in one letter */
  outlets: 50,
} as const

/** Seconds that a passkey's challenge is good for. */
export const passkeyWithin = 5 * minute
