/** Logins for trying the sample city out. They are in a local database only, and work nowhere else (`SAMPLE_LOGINS`). */

import { type Role, roles } from '../catalog/roles.ts'

/** Of every sample login; no secret, as the logins open nothing but made-up data on one's own machine. */
export const samplePassword = 'yikezhong-sample'

/** {@link samplePassword} as the worker stores it; a test of the worker compares them. */
export const samplePasswordStored =
  'scrypt$16384$8$5$mXX1Q/D/RESdRA6QJs8jbg==$TkcHm69oXeoRWYQ/CHIDI/Y/dNz3dPrlqTPi0UssRfM='

export interface SampleLogin {
  id: string
  handle: string
  role: Role
  /** code of a division of the sample city; null for the merchant */
  area: string | null
}

const login = (id: string, role: Role, area: string | null): SampleLogin => ({
  id,
  handle: `sample-${role}`,
  role,
  area,
})

/** One a role. */
export const sampleLogins: readonly SampleLogin[] = [
  login('sampleMerchant', 'merchant', null),
  login('sampleCommunity', 'community', '411281001001'),
  login('sampleStreet', 'subdistrict', '411281001'),
  login('sampleCity', 'city', '411281'),
  login('sampleAuditor', 'auditor', '411281'),
]

/** What the merchant has, by `sourceId`: shops of one community with hours of three kinds. */
export const sampleHoldings: readonly string[] = [
  '411281001001-breakfast-3',
  '411281001001-pharmacy-4',
  '411281001001-hair-1',
]

/** The logins in words, a line each. */
export function sampleLoginLines(): string[] {
  const widest = Math.max(...sampleLogins.map(({ handle }) => handle.length))
  return sampleLogins.map(
    ({ handle, role }) => `${handle.padEnd(widest)}  ${roles[role].name} ${roles[role].nameEn}`,
  )
}
