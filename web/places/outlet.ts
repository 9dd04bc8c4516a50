import { type ComputedRef, computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import {
  type Accessibility,
  accessibilities,
  type Delivery,
  deliveries,
  type Payment,
  payments,
} from '../../schema/catalog/marks.ts'
import type { Outlet, OutletListFeature, OutletStop } from '../../schema/contract/outlet.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { usePlaces } from './store.ts'

/** A fact that people filter by, and whether it is so; null means that nobody knows. */
export interface Fact<Mark extends string> {
  mark: Mark
  value: boolean | null
}

/** An outlet as its page shows it: at once what the collection says, then the rest. */
export interface OutletView {
  id: string
  name: string
  type: string
  services: readonly string[]
  position: Position
  circle: string | null
  hours: string | null
  closures: Outlet['closures']
  phone: string | null
  status: Outlet['status']
  stops: readonly OutletStop[]
  confirmedAt: string | null
  confirmedBy: Outlet['confirmedBy']
  payment: Fact<Payment>[]
  accessibility: Fact<Accessibility>[]
  delivery: Fact<Delivery>[]
  chain: boolean
  honest: boolean
  /** what only the outlet's own answer says; null until it has come */
  rest: Pick<
    Outlet,
    'address' | 'hoursText' | 'prices' | 'pricesAt' | 'photo' | 'photoText' | 'credit' | 'source'
  > | null
}

const whole = <Mark extends string>(
  marks: readonly Mark[],
  known: Record<Mark, boolean | null>,
): Fact<Mark>[] => marks.map((mark) => ({ mark, value: known[mark] }))

/** The collection only tells what is known to be so. */
const known = <Mark extends string>(marks: readonly Mark[], yes: readonly string[]): Fact<Mark>[] =>
  marks.filter((mark) => yes.includes(mark)).map((mark) => ({ mark, value: true }))

/** An outlet of the collection, as far as that goes. */
export function viewOfFeature({ geometry, properties }: OutletListFeature): OutletView {
  return {
    ...properties,
    position: geometry.coordinates,
    stops: properties.stops ?? [],
    payment: known(payments, properties.marks),
    accessibility: known(accessibilities, properties.marks),
    delivery: known(deliveries, properties.marks),
    chain: properties.marks.includes('chain'),
    honest: properties.marks.includes('honest'),
    rest: null,
  }
}

/** An outlet of which everything public is known. */
export function viewOfOutlet(outlet: Outlet): OutletView {
  return {
    ...outlet,
    payment: whole(payments, outlet.payment),
    accessibility: whole(accessibilities, outlet.accessibility),
    delivery: whole(deliveries, outlet.delivery),
    chain: outlet.chain === true,
    rest: outlet,
  }
}

/** An outlet by its id: what is known of it, and how asking for the rest went. */
export function useOutlet(id: Ref<string>): {
  view: ComputedRef<OutletView | null>
  /** how far the outlet's own answer is */
  state: Ref<'loading' | 'ready' | 'missing' | 'offline' | 'failed'>
  load: () => Promise<void>
} {
  const places = usePlaces()
  const outlet = shallowRef<Outlet | null>(null)
  const state = ref<'loading' | 'ready' | 'missing' | 'offline' | 'failed'>('loading')

  async function load(): Promise<void> {
    const wanted = id.value
    state.value = 'loading'
    try {
      const given: Outlet = await answer(api.outlets[':id'].$get({ param: { id: wanted } }))
      if (wanted !== id.value) return
      outlet.value = given
      state.value = 'ready'
    } catch (error) {
      if (wanted !== id.value) return
      const failure = error instanceof ApiFailure ? error : null
      if (failure?.kind === 'offline') state.value = 'offline'
      // an address that no outlet can have is refused as a bad request: to a resident it is missing all the same
      else state.value = [400, 404, 422].includes(failure?.problem?.status ?? 0) ? 'missing' : 'failed'
    }
  }

  watch(
    id,
    () => {
      outlet.value = null
      void load()
    },
    { immediate: true },
  )

  const view = computed(() => {
    if (outlet.value) return viewOfOutlet(outlet.value)
    const feature = places.byId.get(id.value)
    return feature ? viewOfFeature(feature) : null
  })
  return { view, state, load }
}
