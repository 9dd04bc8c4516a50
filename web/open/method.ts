import { computed, ref, shallowRef } from 'vue'
import type { OpenTallies } from '../../schema/contract/open-data.ts'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import { rollingPeriod } from '../../schema/rules/satisfaction.ts'
import { recompute } from '../../schema/rules/tallies/recompute.ts'
import { givenBy } from '../../schema/rules/tallies/rows.ts'
import { outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'
import { comparisons } from './comparison.ts'

/** How often both are asked for again when somebody has rated between the two answers. */
const TRIES = 3

/** `moving`: the two were never of the same moment. */
type State = 'loading' | 'ready' | 'offline' | 'failed' | 'moving'

/** The published measure and the table that it is to be worked out from, of the same moment. */
interface Both {
  published: MeasureAnswer
  tallies: OpenTallies
}

async function askBoth(cache: RequestCache): Promise<Both> {
  const init = { init: { cache } }
  const [published, tallies] = await Promise.all([
    // to the letter as the page of the measure asks, so that what is kept for it also serves here
    answer(api.satisfaction.$get({ query: { scope: 'city', period: rollingPeriod } }, init)),
    answer(api.data['tallies.json'].$get({}, init)),
  ])
  return { published, tallies }
}

const areOfOneMoment = ({ published, tallies }: Both) =>
  published.revision === tallies.revision && published.to === tallies.to

/** Works the measure out anew, from what everybody can fetch, and compares it with the published one. */
export function useMethod() {
  const state = ref<State>('loading')
  const both = shallowRef<Both | null>(null)
  let turns = 0

  async function load(): Promise<void> {
    turns += 1
    const turn = turns
    state.value = 'loading'
    try {
      // the first answers may have waited in the browser, each for another time
      let given = await askBoth('default')
      for (let tries = 1; tries < TRIES && !areOfOneMoment(given); tries++) given = await askBoth('no-cache')
      if (turn !== turns) return
      const fit = areOfOneMoment(given)
      both.value = fit ? given : null
      state.value = fit ? 'ready' : 'moving'
    } catch (error) {
      if (turn !== turns) return
      both.value = null
      state.value = outcomeOf(error) === 'offline' ? 'offline' : 'failed'
    }
  }

  /** null also where too few people spoke for anything to be told */
  const ours = computed(() => {
    if (!both.value) return null
    const { tallies } = both.value
    return recompute(givenBy(tallies, tallies.rows), tallies.satisfiedFrom)
  })
  const compared = computed(() => both.value && comparisons(both.value.published, ours.value))
  void load()
  return { state, both, ours, compared, load }
}
