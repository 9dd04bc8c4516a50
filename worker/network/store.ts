/** The SQL of the street network: the one in use, its file, and the versions that are kept. */

import { Buffer } from 'node:buffer'
import { asc, desc, eq } from 'drizzle-orm'
import type { CityNetwork, NetworkListed } from '../../schema/contract/network.ts'
import { account, city, walkingNetwork, walkingNetworkPart } from '../../schema/tables.ts'
import { type Freshness, reader } from '../guard/database.ts'

type Reader = ReturnType<typeof reader>

/** What of a version everybody may know. */
const publicColumns = {
  version: walkingNetwork.version,
  sha256: walkingNetwork.sha256,
  bytes: walkingNetwork.bytes,
  nodes: walkingNetwork.nodes,
  edges: walkingNetwork.edges,
  attribution: walkingNetwork.attribution,
  licence: walkingNetwork.licence,
  date: walkingNetwork.date,
  sample: walkingNetwork.sample,
}

/** The network in use, to run in a batch; {@link publicNetwork} reads its row. */
export function selectNetworkInUse(read: Reader) {
  return read.select(publicColumns).from(walkingNetwork).where(eq(walkingNetwork.inUse, true))
}

/** A version as everybody sees it. */
export function publicNetwork({
  sha256,
  ...network
}: Omit<CityNetwork, 'url'> & { sha256: string }): CityNetwork {
  return { ...network, url: `/api/network/${network.version}?sha256=${sha256.slice(0, 12)}` }
}

/** The network in use with the city's revision, null when there is none. */
export async function readNetworkInUse(db: D1Database) {
  const read = reader(db)
  const [[row], [network]] = await read.batch([
    read.select({ revision: city.revision }).from(city),
    selectNetworkInUse(read),
  ])
  return row && network ? { revision: row.revision, ...publicNetwork(network) } : null
}

/** Which version is in use; null when none is. */
export async function readVersionInUse(db: D1Database, freshness?: Freshness): Promise<number | null> {
  const [row] = await reader(db, freshness)
    .select({ version: walkingNetwork.version })
    .from(walkingNetwork)
    .where(eq(walkingNetwork.inUse, true))
  return row?.version ?? null
}

/** The file of a version, packed as it was loaded; null when it is not kept. */
export async function readNetworkFile(
  db: D1Database,
  version: number,
): Promise<{ sha256: string; packed: Uint8Array<ArrayBuffer> } | null> {
  const read = reader(db)
  const [[row], parts] = await read.batch([
    read
      .select({ sha256: walkingNetwork.sha256, bytes: walkingNetwork.bytes })
      .from(walkingNetwork)
      .where(eq(walkingNetwork.version, version)),
    read
      .select({ content: walkingNetworkPart.content })
      .from(walkingNetworkPart)
      .where(eq(walkingNetworkPart.version, version))
      .orderBy(asc(walkingNetworkPart.part)),
  ])
  if (!row) return null
  const packed = new Uint8Array(row.bytes)
  let at = 0
  for (const { content } of parts) {
    const bytes = Buffer.from(content, 'base64')
    packed.set(bytes, at)
    at += bytes.length
  }
  return { sha256: row.sha256, packed }
}

/** The version that a file became; null when it was never taken, or is not kept any more. */
export async function readVersionOf(db: D1Database, sha256: string): Promise<number | null> {
  const [row] = await reader(db, 'first-primary')
    .select({ version: walkingNetwork.version })
    .from(walkingNetwork)
    .where(eq(walkingNetwork.sha256, sha256))
  return row?.version ?? null
}

/** All versions that are kept, the newest first. */
export async function readVersions(db: D1Database): Promise<NetworkListed[]> {
  const rows = await reader(db, 'first-primary')
    .select({
      ...publicColumns,
      metres: walkingNetwork.metres,
      at: walkingNetwork.at,
      by: account.handle,
      inUse: walkingNetwork.inUse,
    })
    .from(walkingNetwork)
    .leftJoin(account, eq(account.id, walkingNetwork.by))
    .orderBy(desc(walkingNetwork.version))
  return rows.map(({ metres, at, by, inUse, ...network }) => ({
    ...publicNetwork(network),
    metres,
    at,
    by,
    inUse,
  }))
}

/** Whether a version is kept. */
export async function hasVersion(db: D1Database, version: number): Promise<boolean> {
  const [row] = await reader(db, 'first-primary')
    .select({ version: walkingNetwork.version })
    .from(walkingNetwork)
    .where(eq(walkingNetwork.version, version))
  return row !== undefined
}

/** The condition that a version is the one in use, with its parameter; null for none. */
export function inUseIs(version: number | null): [condition: string, version: number | null] {
  return ['(SELECT version FROM walking_network WHERE in_use = 1) IS ?1', version]
}

/** West, south, east and north of the city; null when none is loaded. */
export async function readBounds(db: D1Database): Promise<readonly number[] | null> {
  const [row] = await reader(db)
    .select({ west: city.west, south: city.south, east: city.east, north: city.north })
    .from(city)
  return row ? [row.west, row.south, row.east, row.north] : null
}
