/**
 * Assessing a city: 35 communities on a network of 50,000 nodes, against one textbook search for every community and type.
 * The reference is asked for a sample of them, and counted up.
 */

import { pathToFileURL } from 'node:url'
import type { Position } from '../../schema/catalog/divisions.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import { firstStandard } from '../../schema/catalog/standard.ts'
import { type AssessedOutlet, type AssessmentInput, assess } from '../../schema/rules/assessment/assess.ts'
import { nodeCount, nodePosition, type WalkingNetwork } from '../../schema/rules/walking/network.ts'
import { seededRandom } from '../../schema/sample/random.ts'
import { madeNetwork } from './made-network.ts'
import { neighboursOf, textbookReach } from './textbook-dijkstra.ts'

const NODES = 50_000
const COMMUNITIES = 35
/** Types that a city may have: the catalog's, and some more. */
const TYPES = 30
/** Outlets of a whole city, as the sample has them. */
const OUTLETS = 1_500
const SAMPLED = 20
const RUNS = 5

/** A city on a network: everything stands somewhere beside a street. */
function madeCity(network: WalkingNetwork): AssessmentInput {
  const random = seededRandom(35)
  const somewhere = (): Position => {
    const [lng, lat] = nodePosition(network, Math.floor(random.between(0, nodeCount(network))))
    return [lng + random.between(-3e-4, 3e-4), lat + random.between(-3e-4, 3e-4)]
  }
  const communities = Array.from({ length: COMMUNITIES }, (_, at) => ({
    code: String(at),
    centre: somewhere(),
  }))
  const outlets = Array.from(
    { length: OUTLETS },
    (_, at): AssessedOutlet => ({
      id: String(at),
      name: '',
      type: outletTypes[at % outletTypes.length]?.code ?? '',
      status: 'open',
      community: String(at % COMMUNITIES),
      positions: [somewhere()],
    }),
  )
  return { communities, outlets, residences: [], network, standard: firstStandard }
}

function quickest(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** Milliseconds of a whole city; `ratio` is how many times quicker we are than one search for each community and type. */
export function assessmentBench(): {
  name: string
  ours: number
  reference: number
  ratio: number
  unit: string
}[] {
  const network = madeNetwork(NODES)
  const city = madeCity(network)
  // What grows with the types is one search for each; the catalog has a few less than are measured for.
  const ours = (quickest(RUNS, () => assess(city)) * TYPES) / outletTypes.length
  const neighbours = neighboursOf(network)
  const random = seededRandom(36)
  const starts = Array.from({ length: SAMPLED }, () => Math.floor(random.between(0, nodeCount(network))))
  const searches = quickest(RUNS, () => {
    for (const node of starts) textbookReach(neighbours, [{ node, seconds: 0 }], Number.POSITIVE_INFINITY)
  })
  const reference = (searches / SAMPLED) * COMMUNITIES * TYPES
  return [
    {
      name: `${COMMUNITIES} communities × ${TYPES} types on ${nodeCount(network)} nodes`,
      ours,
      reference,
      ratio: reference / ours,
      unit: 'ms',
    },
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(assessmentBench())
