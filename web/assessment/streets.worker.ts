/** Finds the streets of each community's centre, away from the page. It is asked once and ended then. */

import { streetsOf } from '../../schema/rules/assessment/streets.ts'
import { unpackNetwork } from '../../schema/rules/walking/network-file.ts'
import type { StreetsFound, StreetsWanted } from './streets.ts'

async function find({ url, centres, limitSeconds }: StreetsWanted): Promise<StreetsFound> {
  const response = await fetch(url)
  if (!response.ok) return { streets: null }
  const network = await unpackNetwork(new Uint8Array(await response.arrayBuffer()))
  return { streets: streetsOf(network, centres, limitSeconds) }
}

self.addEventListener('message', (event: MessageEvent<StreetsWanted>) => {
  void find(event.data)
    .catch((): StreetsFound => ({ streets: null }))
    .then((found) => self.postMessage(found))
})
