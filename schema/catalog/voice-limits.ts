/**
 * How much is too much: from where requests are refused, and from where voices are held back until staff have looked
 * at them. Held voices are stored and counted as held; nothing is dropped silently (product.md, "Satisfaction").
 *
 * A mobile network shows a whole town behind one address, and a service day has its visitors on one Wi-Fi: limits on
 * networks are therefore wide, and what they catch is held and not refused.
 */

export interface Limit {
  /** at most so many */
  most: number
  /** within so many seconds */
  seconds: number
}

const hour = 3_600
const day = 24 * hour

export const voiceLimits = {
  /** acts of one resident, refused above; withdrawing is one, but is itself never refused */
  resident: [
    { most: 60, seconds: hour },
    { most: 200, seconds: day },
  ],
  /** voices from one network, refused above */
  network: { most: 3_000, seconds: hour },
  /** voices from one network, all held above: a flood */
  networkFlood: { most: 500, seconds: hour },
  /** voices from one network on one subject, all held above: a flood, or one that drips all day */
  networkOnSubject: [
    { most: 50, seconds: hour },
    { most: 200, seconds: day },
  ],
  /** voices on one subject, from wherever, all held above: a burst */
  subjectBurst: [
    { most: 200, seconds: hour },
    { most: 1_000, seconds: day },
  ],
} as const satisfies Record<string, Limit | readonly Limit[]>

/** Why a voice is held back. */
export const holdReasons = ['network_flood', 'network_on_subject', 'subject_burst', 'dropped_before'] as const
export type HoldReason = (typeof holdReasons)[number]

/** For how long things are kept that only serve to tell bursts and repeats; seconds. */
export const keptFor = {
  /** the key under which networks are hashed; with it goes every hash made by it */
  networkKey: 7 * day,
  /** from which network a voice came: as long as the longest limit on networks looks back */
  networkMark: day,
  /** answers to requests that may be sent again */
  answers: 30 * day,
  /** the cookie that is the resident; browsers allow no more (RFC 6265bis, 5.5) */
  residentCookie: 400 * day,
} as const

/** The proof of work that a voice costs (ALTCHA, PBKDF2): so many derivations of so many iterations each. */
export const proofOfWork = {
  algorithm: 'PBKDF2/SHA-256',
  iterations: 2_000,
  /** the counter that must be found is drawn from 1 to this; the range is public, so it begins where solvers do */
  attempts: 1_500,
  /** seconds in which it must have been solved and sent */
  validFor: 30 * 60,
} as const
