/**
 * Counting the assessment, so that pages and API only read it. It is counted when somebody reads one that is outdated,
 * after they have been answered, and every hour; one counts at a time.
 */

import type { GoalsDay } from '../../schema/contract/assessment.ts'
import type { OutletListFeature } from '../../schema/contract/outlet.ts'
import {
  type AssessedOutlet,
  type AssessmentInput,
  assess,
  type CommunityAssessed,
} from '../../schema/rules/assessment/assess.ts'
import { runBatch } from '../guard/database.ts'
import { build } from '../guard/public-read.ts'
import { randomId } from '../guard/secret.ts'
import { dayAt, instant } from '../guard/time.ts'
import { networkOfCity } from '../network/memory.ts'
import { readResidences } from '../network/residence-store.ts'
import { revisionOf } from '../places/city.ts'
import { readCity, readOutlets, type StoredCommunity } from '../places/store.ts'
import { publicStandard, type StoredStandard } from './standard-store.ts'
import { beginCounting, type Counted, confirmResult, type Head, readHead, storeResult } from './store.ts'

/** All that goes into a count. */
interface Material {
  revision: number
  network: number | null
  standard: StoredStandard
  communities: readonly StoredCommunity[]
  input: AssessmentInput
}

/**
 * Reads what a count needs.
 * @param head read before the rest, so that what changes while the rest is read makes the result outdated, and not wrong
 */
async function readMaterial(db: D1Database, { city: revision, standard }: Head): Promise<Material> {
  const [city, outlets, residences, streets] = await Promise.all([
    readCity(db),
    readOutlets(db),
    readResidences(db, 'first-primary'),
    networkOfCity(db),
  ])
  return {
    revision: revisionOf({ revision }, city, outlets),
    network: streets?.version ?? null,
    standard,
    communities: city.communities,
    input: {
      communities: city.communities.map(({ code, centre }) => ({ code, centre })),
      outlets: outlets.features.map(outletOf),
      residences: residences.map(({ community, lng, lat, households }) => ({
        community,
        position: [lng, lat],
        households,
      })),
      network: streets?.network ?? null,
      standard: standard.standard,
    },
  }
}

function outletOf({ geometry, properties }: OutletListFeature): AssessedOutlet {
  const { id, name, type, status, circle, stops } = properties
  const positions = stops?.map(({ position }) => position) ?? [geometry.coordinates]
  return { id, name, type, status, community: circle, positions }
}

/** A hash of all that a count depends on, the build that counts among it; of the streets their version, which is never another's. */
async function printOf({ network, standard, communities, input }: Material): Promise<string> {
  const { network: _streets, ...places } = input
  const urban = communities.map(({ code, urban: isUrban }) => [code, isUrban])
  const text = JSON.stringify([build, network, publicStandard(standard), urban, places])
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

interface Result {
  counted: Counted
  communities: CommunityAssessed[]
  goals: GoalsDay
}

function resultOf(material: Material, print: string, now: number): Result {
  const { revision, network, standard, communities, input } = material
  const assessed = assess(input)
  const urban = new Set(communities.filter(({ urban: isUrban }) => isUrban).map(({ code }) => code))
  const levels = assessed.filter(({ code }) => urban.has(code)).map(({ level }) => level)
  return {
    counted: { revision, network, standard: publicStandard(standard), print, countedAt: instant(now) },
    communities: assessed,
    goals: {
      date: dayAt(now),
      urban: levels.length,
      basic: levels.filter((level) => level !== 'none').length,
      exemplary: levels.filter((level) => level === 'exemplary').length,
    },
  }
}

/** Whether a stored result is of what there is now. */
export function isCurrent({ city, counted, standard }: Head): boolean {
  return counted !== null && counted.revision === city && counted.standard.version === standard.version
}

/**
 * Counts, unless somebody else does, and stores the result. Where nothing that goes into it has changed, that is all
 * that is stored.
 * @param now epoch milliseconds
 * @throws what the database throws, and nobody counts for a minute then, so that a fault is not repeated with every request
 */
export async function countAnew(db: D1Database, now: number): Promise<void> {
  const who = randomId()
  if (!(await beginCounting(db, who, now))) return
  const head = await readHead(db, dayAt(now))
  const material = await readMaterial(db, head)
  const print = await printOf(material)
  if (head.counted?.print === print) {
    await runBatch(db, confirmResult(who, material.revision))
    return
  }
  const { counted, communities, goals } = resultOf(material, print, now)
  await runBatch(db, storeResult(who, counted, communities, goals))
}
