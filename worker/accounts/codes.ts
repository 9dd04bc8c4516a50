/** One-time codes of invitations: told once, kept as a hash. */

import { invitationRule } from '../../schema/catalog/account-limits.ts'
import { invitationAlphabet } from '../../schema/contract/account.ts'

/** A new code, random (80 bits). */
export function newCode(): string {
  // 256 is a multiple of 32: no character is likelier than another.
  return [...crypto.getRandomValues(new Uint8Array(invitationRule.length))]
    .map((byte) => invitationAlphabet[byte % invitationAlphabet.length])
    .join('')
}

/** What is stored of a code. */
export async function hashCode(code: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))).toString(
    'base64url',
  )
}
