/** All outlets and circles in one piece, each as its own address tells it. */

import type { OutletList } from '../../schema/contract/outlet.ts'
import type { Whole } from '../../schema/contract/whole.ts'
import { besideOf, publicAssessment, type Standing } from '../assessment/read.ts'
import { readCircleOutlets } from './circle-store.ts'
import { circleOf } from './circles.ts'
import type { StoredCity } from './store.ts'

/** The answer that was made last: one object a state, so that it is packed once. */
let made: { state: string; answer: Whole } | null = null

/**
 * Everything public about the city's outlets and circles.
 * @param known the city and its outlets, as lists have them
 * @throws ProblemError `not_loaded` when there is no city
 */
export async function wholeCity(
  db: D1Database,
  { city, outlets }: { city: StoredCity; outlets: OutletList },
  standing: Standing,
): Promise<Whole> {
  const state = `${city.revision} ${besideOf(standing)}`
  if (made?.state === state) return made.answer
  const [all, { communities }] = await Promise.all([
    readCircleOutlets(db, null),
    publicAssessment(db, standing),
  ])
  const assessed = new Map(communities.map((community) => [community.code, community]))
  const answer: Whole = {
    ...all,
    circles: city.communities.flatMap(({ code }) => {
      const circle = circleOf(city, outlets, code, assessed.get(code) ?? null)
      if (!circle) return []
      const { sample: _sample, revision: _revision, ...told } = circle
      return [told]
    }),
  }
  if (all.revision === city.revision) made = { state, answer }
  return answer
}
