/** One-time codes of an authenticator app (RFC 6238). The secret is stored encrypted under the site's own. */

import { Secret, TOTP } from 'otpauth'
import { keyFor } from '../guard/secret.ts'

const PERIOD = 30
/** steps that a phone's clock may be off, each way */
const WINDOW = 1

const textOf = new TextDecoder()
const bytesOf = new TextEncoder()

function totpOf(secret: string, handle: string): TOTP {
  return new TOTP({ issuer: '一刻钟', label: handle, secret: Secret.fromBase32(secret), period: PERIOD })
}

/** A new secret: 160 bits in base32 (RFC 4226, 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an authenticator app reads from the QR code. */
export function totpUri(secret: string, handle: string): string {
  return totpOf(secret, handle).toString()
}

/**
 * Which step a code belongs to.
 * @param after the last step whose code was used: that one and those before it are not taken again
 * @returns null when the code is not right
 */
export function stepOfCode(secret: string, code: string, now: number, after: number | null): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: WINDOW })
  if (delta === null) return null
  const step = Math.floor(now / 1_000 / PERIOD) + delta
  return after !== null && step <= after ? null : step
}

async function sealingKey(env: Env): Promise<CryptoKey> {
  const bytes = Buffer.from(await keyFor(env, 'totp'), 'base64url')
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Encrypts a secret (AES-256-GCM), so that the database alone gives nobody anyone's codes. */
export async function sealTotp(env: Env, secret: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await sealingKey(env),
    bytesOf.encode(secret),
  )
  return `${Buffer.from(iv).toString('base64url')}.${Buffer.from(sealed).toString('base64url')}`
}

/**
 * @param stored what {@link sealTotp} gave
 * @throws when it was sealed under another secret of the site
 */
export async function openTotp(env: Env, stored: string): Promise<string> {
  const [iv = '', sealed = ''] = stored.split('.').map((part) => Buffer.from(part, 'base64url'))
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: Buffer.from(iv) },
    await sealingKey(env),
    Buffer.from(sealed),
  )
  return textOf.decode(opened)
}
