/**
 * A desk with people at it: one account of every role but the city office, put straight into the database, and a
 * merchant who has a shop in 朝阳社区.
 */

import type { roles } from '../../schema/catalog/roles.ts'
import { openLocal } from '../../schema/import/database.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { statement } from '../../schema/statement.ts'
import { hashPassword } from '../../worker/accounts/password.ts'

export const password = 'a password of the tests'

/** The community in which the sample has voices that are held back. */
export const here = '411281002001'
/** Another, in another subdistrict. */
export const elsewhere = '411281001005'

const accounts = [
  { id: 'AccCommunity', handle: 'desk-community', role: 'community', area: here },
  { id: 'AccElsewhere', handle: 'desk-elsewhere', role: 'community', area: elsewhere },
  { id: 'AccSubdistrict', handle: 'desk-subdistrict', role: 'subdistrict', area: here.slice(0, 9) },
  { id: 'AccAuditor', handle: 'desk-auditor', role: 'auditor', area: here.slice(0, 6) },
  { id: 'AccMerchant', handle: 'shop-merchant', role: 'merchant', area: null },
] as const satisfies readonly { id: string; handle: string; role: keyof typeof roles; area: string | null }[]

export type Handle = (typeof accounts)[number]['handle']

const inCommunity = (code: string) =>
  sampleCity().outlets.flatMap(({ id, name, circle, status }) =>
    id && circle === code && status === 'open' ? [{ id, name }] : [],
  )

/** Shops that the merchant has: one whose name changes, and one whose change is refused. */
export const shops = inCommunity(here).slice(0, 2)
/** A shop that nobody has. */
export const free = inCommunity(here)[4]

/**
 * Puts the accounts and the merchant's shops into the database.
 * @param state folder of the local D1
 */
export async function seedDesk(state: string): Promise<void> {
  const hash = await hashPassword(password)
  const now = new Date().toISOString()
  const database = await openLocal(state)
  try {
    await database.batch([
      ...accounts.map(({ id, handle, role, area }) =>
        statement(
          'INSERT INTO account (id, handle, role, area, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
          id,
          handle,
          role,
          area,
          hash,
          now,
        ),
      ),
      ...shops.map(({ id }) =>
        statement('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)', id, 'AccMerchant', now),
      ),
    ])
  } finally {
    await database.close()
  }
}
