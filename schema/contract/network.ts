/** The city's street network as the site serves it, and how the city office loads and chooses it. */

import * as v from 'valibot'
import { NETWORKS_KEPT } from './limits.ts'
import { InstantShape } from './values.ts'

const VersionShape = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.description('counts up with every network; names the file'),
)

const source = {
  attribution: v.string(),
  licence: v.string(),
  date: v.pipe(v.nullable(v.string()), v.description('day of the data')),
  sample: v.pipe(v.boolean(), v.description('made-up streets')),
}
const size = {
  bytes: v.pipe(v.number(), v.description('as served, packed')),
  nodes: v.number(),
  edges: v.number(),
}

export const NetworkPublic = v.strictObject({
  version: VersionShape,
  url: v.pipe(v.string(), v.description('where the file is; what is under this address never changes')),
  ...size,
  ...source,
})
export type CityNetwork = v.InferOutput<typeof NetworkPublic>

/** The network in use, as everybody reads it by itself. */
export const NetworkInUse = v.strictObject({ revision: v.number(), ...NetworkPublic.entries })
export type CityNetworkInUse = v.InferOutput<typeof NetworkInUse>

export const NetworkParams = v.strictObject({
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number), v.number()),
})
/** `url` of {@link NetworkPublic} carries it, so that no cache takes one network for another. */
export const NetworkQuery = v.strictObject({
  sha256: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9a-f]{12}$/, 'give the first 12 hexadecimal digits'),
      v.description('how the SHA-256 of the file begins; another file is not answered with'),
    ),
  ),
})

/** A version as the desk lists it. */
export const NetworkVersion = v.strictObject({
  ...NetworkPublic.entries,
  metres: v.pipe(v.number(), v.description('length of all streets')),
  at: InstantShape,
  by: v.pipe(v.nullable(v.string()), v.description('handle of who loaded it; null for the command line')),
  inUse: v.boolean(),
})
export type NetworkListed = v.InferOutput<typeof NetworkVersion>

export const NetworkList = v.strictObject({
  versions: v.pipe(
    v.array(NetworkVersion),
    v.description(`the newest first; ${NETWORKS_KEPT} are kept, and the one in use`),
  ),
})

/** What is answered to a network that was taken. */
export const NetworkTaken = v.strictObject({ version: VersionShape })

/** Which version shall be in use from now on. */
export const NetworkChoice = v.strictObject({
  read: v.pipe(v.nullable(VersionShape), v.description('the version in use as it was read')),
  version: v.pipe(v.nullable(VersionShape), v.description('null: none, minutes are estimated')),
})
export type NetworkChosen = v.InferOutput<typeof NetworkChoice>
