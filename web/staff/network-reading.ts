import { buildNetwork } from '../../schema/import/network/build.ts'
import { aroundCity } from '../../schema/import/network/margin.ts'
import { openStreets, osmSource } from '../../schema/import/network/open.ts'
import { readResidences } from '../../schema/import/residences.ts'
import { UnreadableFile } from '../../schema/import/types.ts'
import { shareInside } from '../../schema/rules/walking/inside.ts'
import {
  edgeCount,
  type NetworkSource,
  nodeCount,
  type WalkingNetwork,
} from '../../schema/rules/walking/network.ts'
import { BadNetwork, packNetwork } from '../../schema/rules/walking/network-file.ts'
import { pictureOf } from './network-picture.ts'
import type { BuiltNetwork, FromStreets, ToStreets } from './network-reader.ts'

type BuildQuestion = Extract<ToStreets, { kind: 'build' }>

/** Whose data it is; null where nobody has said it yet. */
function sourceOf(kind: 'osm' | 'geojson', { source }: BuildQuestion): NetworkSource | null {
  const told = kind === 'osm' ? { ...osmSource, date: null } : source
  return told && { ...told, sample: false }
}

async function described(
  network: WalkingNetwork,
  bounds: BuildQuestion['bounds'],
  report: BuiltNetwork['report'],
): Promise<BuiltNetwork> {
  return {
    packed: await packNetwork(network),
    source: network.source,
    nodes: nodeCount(network),
    edges: edgeCount(network),
    metres: network.lengths.reduce((sum, length) => sum + length, 0),
    share: shareInside(network, bounds),
    report,
    picture: pictureOf(network),
  }
}

/**
 * Builds a street network of one file, or reads where people live, for who asks.
 * @param tell is given each answer
 * @returns takes a question; it is answered when the promise is
 */
export function streetsReading(tell: (message: FromStreets) => void): (asked: ToStreets) => Promise<void> {
  async function build(asked: BuildQuestion): Promise<void> {
    const opened = await openStreets(new Uint8Array(asked.bytes), asked.source?.crs ?? 'wgs84')
    if (opened.kind === 'network') {
      return tell({ kind: 'built', built: await described(opened.network, asked.bounds, null) })
    }
    const source = sourceOf(opened.kind, asked)
    if (source === null) return tell({ kind: 'whose' })
    const { network, report } = await buildNetwork(opened.scan, source, {
      within: aroundCity(asked.bounds),
      onStep: (step) => tell({ kind: 'step', step }),
    })
    tell({ kind: 'built', built: await described(network, asked.bounds, report) })
  }

  async function act(asked: ToStreets): Promise<void> {
    if (asked.kind === 'build') return build(asked)
    tell({ kind: 'residences', read: await readResidences(new Uint8Array(asked.bytes), asked.ground) })
  }

  return (asked) =>
    act(asked).catch((error: unknown) => {
      const isTold = error instanceof UnreadableFile || error instanceof BadNetwork
      if (!isTold) console.error(error)
      tell({ kind: 'failed', reason: isTold ? error.message : null })
    })
}
