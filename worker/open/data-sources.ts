/** Where the rows of each dataset come from: what the capabilities give everybody, kept until it changes. */

import type { DatasetId } from '../../schema/catalog/open-data.ts'
import type { Row } from '../../schema/import/open-data-file.ts'
import { besideOf, publicAssessment, standingOf } from '../assessment/read.ts'
import type { Site } from '../guard/cookie.ts'
import { dayAt } from '../guard/time.ts'
import { readCircleOutlets } from '../places/circle-store.ts'
import { revisionOf } from '../places/city.ts'
import { readOutletCounts } from '../places/count-store.ts'
import { currentRevision, remembered } from '../places/memory.ts'
import { readCity } from '../places/store.ts'
import { residentRows, type TalliesTold, talliesTold } from '../satisfaction/tallies.ts'
import { readYear } from '../satisfaction/tally-store.ts'
import { listedNeeds, needsState, sumOf } from '../wishes/read.ts'
import { assessmentRows, circleRow, needRow, outletRow, priceRows, stopRows } from './data-rows.ts'

/** What a dataset tells, and of which revision. */
export interface Told {
  sample: boolean
  revision: number
  /** what its JSON says beside the rows */
  head: Row
  rows: readonly Row[]
}

/** How a dataset stands now; its rows are made only for who does not have them yet. */
export interface Standing {
  revision: number
  /** what it depends on besides its revision */
  beside: string
  make: () => Promise<Told>
}

/** The datasets that are small enough to be kept; complaints are sent while they are read. */
export type KeptId = Exclude<DatasetId, 'complaints'>

const cityAt = remembered(readCity)
const outletsAt = remembered((db) => readCircleOutlets(db, null))
const countsAt = remembered(readOutletCounts)

/** The city, of the current revision. */
export async function currentCity(db: D1Database) {
  return cityAt(db, await currentRevision(db))
}

type Outlets = Awaited<ReturnType<typeof readCircleOutlets>>['outlets']

/** A dataset whose rows are made of outlets. */
const ofOutlets =
  (rowsOf: (outlets: Outlets) => Row[]) =>
  async ({ env }: Site): Promise<Standing> => {
    const revision = await currentRevision(env.DB)
    const make = async () => {
      const { sample, revision: read, outlets } = await outletsAt(env.DB, revision)
      return { sample, revision: read, head: {}, rows: rowsOf(outlets) }
    }
    return { revision, beside: '', make }
  }

async function circles(c: Site): Promise<Standing> {
  const { DB } = c.env
  const [revision, standing] = await Promise.all([currentRevision(DB), standingOf(c)])
  const make = async () => {
    const [city, counts, assessed] = await Promise.all([
      cityAt(DB, revision),
      countsAt(DB, revision),
      publicAssessment(DB, standing),
    ])
    const known = new Map(assessed.communities.map((community) => [community.code, community]))
    return {
      sample: city.sample,
      revision: revisionOf(city, counts),
      head: {},
      rows: city.communities.map((community) => circleRow(community, counts, known.get(community.code))),
    }
  }
  return { revision, beside: besideOf(standing), make }
}

async function assessments(c: Site): Promise<Standing> {
  const standing = await standingOf(c)
  const make = async () => {
    const { sample, revision, communities } = await publicAssessment(c.env.DB, standing)
    return { sample, revision, head: {}, rows: communities.flatMap(assessmentRows) }
  }
  return { revision: standing.counted.revision, beside: besideOf(standing), make }
}

async function needs(c: Site): Promise<Standing> {
  const state = await needsState(c)
  const make = async () => {
    const { sample, revision, needs: listed } = await listedNeeds(c.env.DB, state)
    return { sample, revision, head: {}, rows: listed.map(needRow) }
  }
  return { revision: sumOf(state), beside: '', make }
}

/** The open tallies as they stand, with what they are made of read already: a few hundred counts. */
export async function tallies({ env }: Site) {
  const now = Date.now()
  const year = await readYear(env.DB, now)
  const make = async (): Promise<TalliesTold & { sample: boolean; revision: number }> => ({
    sample: year.sample,
    revision: year.revision,
    ...talliesTold(year, now),
  })
  return { revision: year.revision, beside: dayAt(now), make }
}

async function tallyRows(c: Site): Promise<Standing> {
  const { make, ...standing } = await tallies(c)
  return {
    ...standing,
    make: async () => {
      const { sample, revision, rows, ...head } = await make()
      return { sample, revision, head, rows }
    },
  }
}

async function residents({ env }: Site): Promise<Standing> {
  const now = Date.now()
  const [year, city] = await Promise.all([readYear(env.DB, now), currentCity(env.DB)])
  const make = async () => ({
    sample: year.sample,
    revision: year.revision,
    head: {},
    rows: residentRows(year, city.code),
  })
  return { revision: year.revision, beside: dayAt(now), make }
}

export const sources: Readonly<Record<KeptId, (c: Site) => Promise<Standing>>> = {
  outlets: ofOutlets((outlets) => outlets.map(outletRow)),
  stops: ofOutlets((outlets) => outlets.flatMap(stopRows)),
  prices: ofOutlets((outlets) => outlets.flatMap(priceRows)),
  circles,
  assessments,
  tallies: tallyRows,
  residents,
  needs,
}
