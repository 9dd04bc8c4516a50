/** Keys made of the site's one secret, each for one purpose, and hashes under them. */

import { base62 } from '../../schema/rules/base62.ts'
import { ProblemError } from './problem.ts'

const text = new TextEncoder()

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/**
 * HMAC-SHA-256 of a value.
 * @returns 43 characters of base64url
 */
export async function keyedHash(key: string, value: string): Promise<string> {
  const imported = await crypto.subtle.importKey(
    'raw',
    text.encode(key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  return base64url(await crypto.subtle.sign('HMAC', imported, text.encode(value)))
}

/** Random and URL-safe, 256 bits. */
export function randomToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)).buffer)
}

/** A public identifier: 10 characters of base 62, about 59 bits. */
export function randomId(): string {
  let id = ''
  while (id.length < 10) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      // 248 is the largest multiple of 62 in a byte: what lies above would favour some characters.
      if (byte < 248 && id.length < 10) id += base62[byte % 62]
    }
  }
  return id
}

export type KeyPurpose =
  | 'resident'
  | 'answered'
  | 'network'
  | 'work'
  | 'work-key'
  | 'session'
  | 'invitation'
  | 'guess'
  | 'totp'
  | 'receipt'
  | 'receipt-kept'

/**
 * The key for one purpose. Whoever learns one of them learns neither the secret nor the others.
 * @throws ProblemError `unavailable` when the site has no secret
 */
export async function keyFor(env: Pick<Env, 'SITE_SECRET'>, purpose: KeyPurpose): Promise<string> {
  if (!env.SITE_SECRET) {
    console.error('SITE_SECRET is not set: npx wrangler secret put SITE_SECRET')
    throw new ProblemError('unavailable', { detail: 'The site is not set up to take ratings yet.' })
  }
  return keyedHash(env.SITE_SECRET, purpose)
}
