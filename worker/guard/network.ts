/**
 * A network, known for bursts only: a hash of its address under a random key that is thrown away after seven days,
 * with every hash made by it. The address itself is never stored. The site's secret goes into the hash, too: addresses
 * are few enough to try them all, so that the database alone must not be enough to do it.
 */

import type { Context } from 'hono'
import { keptFor } from '../../schema/catalog/voice-limits.ts'
import { type Statement, statement } from '../../schema/statement.ts'
import { runBatch } from './database.ts'
import { keyedHash, keyFor, randomToken } from './secret.ts'

interface NetworkKey {
  id: number
  key: string
  madeAt: number
}

/** A network as the store knows it. */
export interface Network {
  hash: string
  /** the key that the hash was made with */
  key: number
}

const lifetime = keptFor.networkKey * 1_000

let current: NetworkKey | null = null

const isFresh = (key: NetworkKey, now: number) => now - key.madeAt < lifetime

function asKey(row: Readonly<Record<string, unknown>> | undefined): NetworkKey | null {
  if (!row) return null
  return { id: Number(row['id']), key: String(row['key']), madeAt: Date.parse(String(row['made_at'])) }
}

/** Throws keys away that are older than seven days; their marks go with them. */
export function discardNetworkKeys(now: number): Statement {
  return statement('DELETE FROM network_key WHERE made_at <= ?1', new Date(now - lifetime).toISOString())
}

/** Forgets from which network voices came once no limit looks back as far. */
export function discardNetworkMarks(now: number): Statement {
  return statement(
    'DELETE FROM network_mark WHERE at <= ?1',
    new Date(now - keptFor.networkMark * 1_000).toISOString(),
  )
}

async function currentKey(db: D1Database, now: number): Promise<NetworkKey> {
  if (current && isFresh(current, now)) return current
  const [, , rows] = await runBatch(db, [
    discardNetworkKeys(now),
    statement(
      'INSERT INTO network_key (key, made_at) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM network_key)',
      randomToken(),
      new Date(now).toISOString(),
    ),
    statement('SELECT id, key, made_at FROM network_key ORDER BY id DESC LIMIT 1'),
  ])
  const key = asKey(rows?.[0])
  if (!key) throw new Error('the key of networks was not stored')
  current = key
  return key
}

/** What one network is: an IPv4 address, or the 64 bits of IPv6 that a provider gives to one customer. */
export function networkPart(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Math.max(0, 8 - groups.length - rest.length) : 0
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** The network that a request comes from. Cloudflare's edge sets the header and lets nobody else set it. */
export async function networkOf(c: Context<{ Bindings: Env }>, now: number): Promise<Network> {
  const { id, key } = await currentKey(c.env.DB, now)
  const address = c.req.header('CF-Connecting-IP') ?? 'local'
  const both = await keyedHash(await keyFor(c.env, 'network'), key)
  return { hash: await keyedHash(both, networkPart(address)), key: id }
}
