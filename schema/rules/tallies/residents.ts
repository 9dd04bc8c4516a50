/**
 * Of which scopes the open tallies tell how many distinct residents have a voice. They do not add up, because one person
 * may have a voice in several communities; but taking a part from the whole still tells how many are in no other part.
 */

import { mayTell } from './runs.ts'

/** A scope with the scopes that it consists of. */
export interface PeopledScope {
  code: string
  residents: number
  parts: readonly PeopledScope[]
}

/**
 * The numbers that are told below a scope whose own number is told. Of the parts of a scope all are told or none: none
 * when one of them is small, or what it leaves of the whole. So no part is ever hidden alone beside its siblings.
 */
export function residentsTold({ residents, parts }: PeopledScope): { code: string; residents: number }[] {
  const sound = parts.every((part) => mayTell(part.residents) && mayTell(residents - part.residents))
  if (!sound) return []
  return parts.flatMap((part) => [{ code: part.code, residents: part.residents }, ...residentsTold(part)])
}
