import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { CityAssessment } from '../../schema/contract/assessment.ts'
import type { OutletListFeature } from '../../schema/contract/outlet.ts'
import type { SitingGroundGiven } from '../../schema/contract/siting.ts'
import type { Premises } from '../../schema/import/premises.ts'
import { usePlaces } from '../places/store.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { type BestFound, type PlannedGains, SitingDesk, SitingStopped, type StudyBegun } from './siting.ts'

/** The most outlets that are planned at once, and that are looked for. */
export const MOST_PLANNED = 5

/** An outlet that is only planned. */
export interface Planned {
  id: number
  name: string
  position: Position
}

/** Where an outlet is: each stop of a mobile one. */
export function positionsOf({ geometry, properties }: OutletListFeature): readonly Position[] {
  return properties.stops?.map(({ position }) => position) ?? [geometry.coordinates]
}

/** What was found of the best places, and among which. */
export interface BestResult extends BestFound {
  type: string
  count: number
  /** null: among the network's nodes */
  premises: readonly Premises[] | null
}

/**
 * A study of where outlets of a type are wanted. The work is done in a worker; what is planned and found stays here, so
 * that it is still there when somebody comes back to the page.
 */
export const useWhatIf = defineStore('what-if', () => {
  const city = useCity()
  const places = usePlaces()
  const assessment = shallowRef<CityAssessment | null>(null)
  const residences = shallowRef<SitingGroundGiven['residences'] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const type = shallowRef('')
  const begun = shallowRef<StudyBegun | null>(null)
  const planned = shallowRef<readonly Planned[]>([])
  const gains = shallowRef<PlannedGains | null>(null)
  const premises = shallowRef<readonly Premises[] | null>(null)
  const best = shallowRef<BestResult | null>(null)
  const progress = shallowRef<{ done: number; total: number } | null>(null)
  /** the network or the worker failed; the page says so and offers to try again */
  const broken = shallowRef(false)
  let desk: SitingDesk | null = null
  let opening: Promise<SitingDesk> | null = null
  let lastId = 0
  let turn = 0

  const isReady = computed(
    () =>
      assessment.value !== null && residences.value !== null && city.city !== null && places.outlets !== null,
  )
  const limit = computed(() => assessment.value?.standard.limits[type.value] ?? 0)
  /** Outlets of the type. Those closed for good are no longer there. */
  const outlets = computed(() =>
    (places.outlets ?? []).filter(
      ({ properties }) => properties.type === type.value && properties.status !== 'closed',
    ),
  )
  const positions = computed(() => outlets.value.flatMap(positionsOf))

  /** Fetches what a study needs; after a failure it tries again. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const [counted, ground] = await Promise.all([
        answer(api.assessment.$get()),
        answer(api.desk.siting.$get({}, { init: { cache: 'no-store' } })),
        places.load(),
      ])
      assessment.value = counted
      residences.value = ground.residences
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** The worker with the city and the type in it; another one where the last was stopped. */
  function opened(): Promise<SitingDesk> {
    opening ??= open()
    return opening
  }

  async function open(): Promise<SitingDesk> {
    const own = new SitingDesk()
    desk = own
    const communities = (city.city?.communities ?? []).map(({ code, centre }) => ({ code, centre }))
    await own.open(
      { communities, residences: residences.value ?? [] },
      city.city?.walking.network?.url ?? null,
    )
    begun.value = await own.study(positions.value, limit.value)
    return own
  }

  /** Does something with the worker. What was stopped or overtaken says nothing; whatever else fails is told. */
  async function withDesk<Answer>(ask: (desk: SitingDesk) => Promise<Answer>): Promise<Answer | null> {
    broken.value = false
    try {
      return await ask(await opened())
    } catch (error) {
      if (!(error instanceof SitingStopped)) {
        close()
        broken.value = true
      }
      return null
    }
  }

  /** Chooses a type; plans stay where they are, and are weighed for it. What was being looked for was for the last one. */
  async function choose(next: string): Promise<void> {
    if (!isReady.value) return
    if (progress.value) cancel()
    type.value = next
    best.value = null
    gains.value = null
    begun.value = null
    const wasOpening = opening !== null
    const done = await withDesk(async (at) => {
      if (wasOpening) begun.value = await at.study(positions.value, limit.value)
      return true
    })
    if (done && type.value === next) await weigh()
  }

  /** Counts what the planned outlets give. While one is dragged only the last place counts. */
  async function weigh(): Promise<void> {
    turn += 1
    const own = turn
    const wanted = planned.value.map(({ position }) => position)
    const given = await withDesk((at) => at.gains(wanted))
    if (given && own === turn) gains.value = given
  }

  function plan(position: Position, name: string): number {
    lastId += 1
    planned.value = [...planned.value, { id: lastId, name, position }]
    void weigh()
    return lastId
  }

  function move(id: number, position: Position): void {
    planned.value = planned.value.map((one) => (one.id === id ? { ...one, position } : one))
    void weigh()
  }

  function remove(id: number): void {
    planned.value = planned.value.filter((one) => one.id !== id)
    void weigh()
  }

  /** Looks for the best places: of a list where one was given and is wanted, else on the streets. */
  async function search(count: number, among: readonly Premises[] | null): Promise<void> {
    best.value = null
    progress.value = { done: 0, total: among?.length ?? 0 }
    const candidates = among?.map(({ position }) => position) ?? null
    const found = await withDesk((at) =>
      at.best(candidates, count, (done, total) => {
        progress.value = { done, total }
      }),
    )
    progress.value = null
    if (found) best.value = { ...found, type: type.value, count, premises: among }
  }

  /** Ends what is under way; the next question opens the city anew. */
  function cancel(): void {
    close()
    progress.value = null
  }

  /** Ends the worker; what is planned and found stays. */
  function close(): void {
    desk?.stop()
    desk = null
    opening = null
  }

  return {
    assessment,
    failure,
    type,
    begun,
    planned,
    gains,
    premises,
    best,
    progress,
    broken,
    isReady,
    limit,
    outlets,
    positions,
    load,
    choose,
    weigh,
    plan,
    move,
    remove,
    search,
    cancel,
    close,
  }
})
