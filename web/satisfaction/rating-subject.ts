import { type ComputedRef, computed, type Ref, shallowRef, watch } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import type { SubjectKind } from '../../schema/catalog/satisfaction.ts'
import type { Outlet } from '../../schema/contract/outlet.ts'
import { usePlaces } from '../places/store.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'

/** How finding out what is rated went. One can rate what could not be looked up: the worker knows. */
export type SubjectState = 'loading' | 'ready' | 'missing' | 'closed' | 'unknown'

type Looked = { id: string; outlet: Pick<Outlet, 'name' | 'status'> | null; state: SubjectState }

/** What a rating is on: its name, whether it can be rated, and its page. */
export function useRatingSubject(
  kind: Ref<SubjectKind>,
  id: Ref<string>,
): {
  name: ComputedRef<string | null>
  state: ComputedRef<SubjectState>
  page: ComputedRef<RouteLocationRaw>
} {
  const { pick } = useWords()
  const city = useCity()
  const places = usePlaces()
  const looked = shallowRef<Looked | null>(null)

  const listed = computed(() => places.byId.get(id.value)?.properties)
  const community = computed(() => city.city?.communities.find(({ code }) => code === id.value))
  const asked = computed(() => (looked.value?.id === id.value ? looked.value : null))

  async function look(wanted: string): Promise<void> {
    try {
      const outlet: Outlet = await answer(api.outlets[':id'].$get({ param: { id: wanted } }))
      looked.value = { id: wanted, outlet, state: outlet.status === 'closed' ? 'closed' : 'ready' }
    } catch (error) {
      const status = error instanceof ApiFailure ? (error.problem?.status ?? 0) : 0
      looked.value = { id: wanted, outlet: null, state: [400, 404].includes(status) ? 'missing' : 'unknown' }
    }
  }

  watch(
    [kind, id],
    () => {
      if (kind.value === 'circle') void city.load()
      else if (!listed.value) void look(id.value)
    },
    { immediate: true },
  )

  const name = computed(() => {
    if (kind.value === 'outlet') return listed.value?.name ?? asked.value?.outlet?.name ?? null
    return community.value ? pick(community.value.name, community.value.nameEn) : null
  })
  const state = computed((): SubjectState => {
    if (kind.value === 'outlet') {
      if (listed.value) return listed.value.status === 'closed' ? 'closed' : 'ready'
      return asked.value?.state ?? 'loading'
    }
    if (community.value) return 'ready'
    if (city.city) return 'missing'
    return city.failure ? 'unknown' : 'loading'
  })
  const page = computed(
    (): RouteLocationRaw =>
      kind.value === 'outlet'
        ? { name: 'outlet', params: { id: id.value } }
        : { name: 'circle', params: { code: id.value } },
  )
  return { name, state, page }
}
