/** Passwords, kept only as scrypt makes them (RFC 7914). The cost is kept beside each, so that it can be raised later. */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { scryptCost } from '../../schema/catalog/account-limits.ts'

interface Cost {
  N: number
  r: number
  p: number
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost, bytes: number): Promise<Buffer> {
  // One person's keyboard composes characters where another's does not (NIST SP 800-63B, 5.1.1.2).
  const text = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(text, salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

/**
 * What is stored of a password.
 * @returns `scrypt$N$r$p$salt$hash`, the last two in base64
 */
export async function hashPassword(password: string, cost: Cost = scryptCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost, scryptCost.bytes)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$')
}

/** Takes as long as a real one, and no password fits. */
const nobodys = `scrypt$${scryptCost.N}$${scryptCost.r}$${scryptCost.p}$AAAAAAAAAAAAAAAAAAAAAA==$AAAA`

/**
 * Whether a password is the one that was stored.
 * @param stored null where there is none; the answer then takes as long as if there were, and is no
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? nobodys).split('$')
  const expected = Buffer.from(hash, 'base64')
  const key = await derive(
    password,
    Buffer.from(salt, 'base64'),
    { N: Number(N), r: Number(r), p: Number(p) },
    scryptCost.bytes,
  )
  return expected.length === key.length && timingSafeEqual(expected, key)
}
