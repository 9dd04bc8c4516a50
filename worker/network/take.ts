/** Taking a street network that staff send: what it is is found out before anything of the old one is touched. */

import { networkLimits } from '../../schema/catalog/network-limits.ts'
import { type NetworkRefusal, networkShareInside } from '../../schema/catalog/network-refusals.ts'
import {
  BOUND_PART_BYTES,
  forgetOldNetworks,
  sha256Of,
  storeNetwork,
  useNetworkOf,
} from '../../schema/import/network-statements.ts'
import { shareInside } from '../../schema/rules/walking/inside.ts'
import type { WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { BadNetwork, unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import { readAtMost } from '../guard/bytes.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import type { Who } from '../guard/session.ts'
import { instant } from '../guard/time.ts'
import { notLoaded } from '../places/store.ts'
import { readBounds, readVersionOf } from './store.ts'

/** A refusal that the desk has words for (`schema/catalog/network-refusals.ts`). */
const refused = (reason: NetworkRefusal, detail: string) =>
  new ProblemError('network_wrong', { detail, fields: [{ field: 'file', reason }] })

async function unpacked(packed: Uint8Array): Promise<WalkingNetwork> {
  try {
    return await unpackNetwork(packed)
  } catch (error) {
    throw error instanceof BadNetwork ? refused(error.fault, error.message) : error
  }
}

/** The packed file in the body of a request, with what is in it. */
async function readNetwork(c: Site) {
  const [type = ''] = (c.req.header('Content-Type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/octet-stream') {
    throw new ProblemError('unsupported_media_type', { detail: 'Send application/octet-stream.' })
  }
  const packed = await readAtMost(c.req.raw, networkLimits.packedBytes)
  const network = await unpacked(packed)
  const bounds = await readBounds(c.env.DB)
  if (bounds === null) throw notLoaded()
  if (shareInside(network, bounds) < networkShareInside) {
    throw refused('elsewhere', 'Most of these streets lie outside the city.')
  }
  return { packed, network, sha256: await sha256Of(packed) }
}

/**
 * Takes the network in the body of a request into use, in one batch with its row in the history. A file that is kept
 * already is taken into use again under its own number, so that sending it twice does no more than once.
 * @returns its version
 * @throws ProblemError `unsupported_media_type`, `too_large`, `not_loaded`, `network_wrong`; the old one stays in use then
 */
export async function takeNetwork(c: Site, who: Who, now: number): Promise<number> {
  const { DB } = c.env
  const file = await readNetwork(c)
  await runBatch(DB, [
    ...storeNetwork(file, instant(now), who.account, BOUND_PART_BYTES),
    forgetOldNetworks(),
    ...useNetworkOf(file.sha256, instant(now), who.account),
  ])
  const version = await readVersionOf(DB, file.sha256)
  if (version === null) throw new Error('the network that was stored is not there')
  return version
}
