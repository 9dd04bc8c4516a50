/** The street network: for everybody to read, and for the city office to load, and to go back to an older one. */

import { Hono } from 'hono'
import {
  NetworkChoice,
  type NetworkListed,
  NetworkParams,
  NetworkQuery,
} from '../../schema/contract/network.ts'
import { useVersion } from '../../schema/import/network-statements.ts'
import { allow, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import { expectThat, runExpecting } from '../guard/expectation.ts'
import { body, noQuery, params, query } from '../guard/input.ts'
import { jsonOnly } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { publicRead } from '../guard/public-read.ts'
import { instant } from '../guard/time.ts'
import { currentRevision } from '../places/memory.ts'
import { hasVersion, inUseIs, readNetworkFile, readNetworkInUse, readVersions } from './store.ts'
import { takeNetwork } from './take.ts'

const noVersion = () => new ProblemError('not_found', { detail: 'There is no such version of the network.' })

/** What is under an address of a file never changes, and nobody on the way shall repack it. */
const fileHeaders = {
  'Content-Type': 'application/octet-stream',
  'Cache-Control': 'public, max-age=31536000, immutable, no-transform',
}

export const network = new Hono<{ Bindings: Env }>()
  .get('/', noQuery, async (c) => {
    const { DB } = c.env
    return publicRead(c, await currentRevision(DB), async () => {
      const inUse = await readNetworkInUse(DB)
      if (!inUse)
        throw new ProblemError('not_found', { detail: 'No network is loaded; minutes are estimated.' })
      return inUse
    })
  })
  .get('/:version', params(NetworkParams), query(NetworkQuery), async (c) => {
    const file = await readNetworkFile(c.env.DB, c.req.valid('param').version)
    const { sha256 = '' } = c.req.valid('query')
    if (!file?.sha256.startsWith(sha256)) throw noVersion()
    return new Response(file.packed, { headers: { ...fileHeaders, ETag: `"${file.sha256}"` } })
  })

/** What the city office does about it. */
export const desk = new Hono<{ Bindings: Env }>()
  .get('/', allow('listNetworks'), noQuery, async (c) => {
    return c.json<{ versions: NetworkListed[] }>({ versions: await readVersions(c.env.DB) }, 200, unstored)
  })
  .post('/', allow('addNetwork'), noQuery, async (c) => {
    return c.json({ version: await takeNetwork(c, whoOf(c), Date.now()) }, 201, unstored)
  })
  .put('/in-use', allow('chooseNetwork'), ...jsonOnly, noQuery, body(NetworkChoice), async (c) => {
    const { DB } = c.env
    const { read, version } = c.req.valid('json')
    if (version !== null && !(await hasVersion(DB, version))) throw noVersion()
    await runExpecting(DB, [
      expectThat(...inUseIs(read)),
      ...useVersion(version, instant(Date.now()), whoOf(c).account),
    ])
    return done(c)
  })
