/** The street network that an isolate has unpacked, kept until another one is in use. */

import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import { readNetworkFile, readVersionInUse } from './store.ts'

export interface VersionedNetwork {
  version: number
  network: WalkingNetwork
}

let kept: VersionedNetwork | null = null

/**
 * The network along which the city's minutes are walked. Asks the database each time which version is in use, and
 * reads and unpacks it only when it is another than before.
 * @returns null while none is in use: minutes are estimated then
 * @throws BadNetwork when what is stored cannot be read
 */
export async function networkOfCity(db: D1Database): Promise<VersionedNetwork | null> {
  const version = await readVersionInUse(db)
  if (version === null) {
    kept = null
    return null
  }
  if (kept?.version === version) return kept
  const file = await readNetworkFile(db, version)
  if (file === null) return null
  kept = { version, network: await unpackNetwork(file.packed) }
  return kept
}
