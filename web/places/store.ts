import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { OutletList, OutletListFeature } from '../../schema/contract/outlet.ts'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { learnPinyin, type PlaceIndex, placeIndex } from '../../schema/rules/finder.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'

/**
 * All outlets of the city (`GET /api/outlets`), and the index in which they are searched. The collection is asked
 * for once; filtering and searching need no network after that.
 */
export const usePlaces = defineStore('places', () => {
  const city = useCity()
  const outlets = shallowRef<readonly OutletListFeature[] | null>(null)
  const failed = shallowRef<ApiFailure | null>(null)
  const index = shallowRef<PlaceIndex<OutletListFeature> | null>(null)
  let asked: Promise<void> | null = null
  let pinyin: Promise<void> | null = null

  const state = computed<'loading' | 'ready' | 'offline' | 'failed'>(() => {
    if (index.value) return 'ready'
    const failure = failed.value ?? city.failure
    if (!failure) return 'loading'
    return failure.kind === 'offline' ? 'offline' : 'failed'
  })

  const calendar = computed(() => {
    const given = city.city?.calendar
    return holidayCalendar(given?.years ?? [], given?.days ?? [])
  })

  const byId = computed(() => new Map(outlets.value?.map((outlet) => [outlet.properties.id, outlet])))

  watch([() => city.city, outlets], ([known, all]) => {
    if (!known || !all) return
    index.value = placeIndex(all, known)
    // another index has to learn anew
    pinyin = null
  })

  async function ask(): Promise<void> {
    failed.value = null
    try {
      const collection: OutletList = await answer(api.outlets.$get({ query: {} }))
      outlets.value = collection.features
    } catch (error) {
      asked = null
      failed.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** Fetches the city and its outlets unless that was done or is under way; after a failure it tries again. */
  async function load(): Promise<void> {
    asked ??= ask()
    await Promise.all([asked, city.load()])
  }

  /** Fetches the outlets anew, when there are newer ones; what was known stays until they have come, and if they do not. */
  async function renew(): Promise<void> {
    const { features }: OutletList = await answer(
      api.outlets.$get({ query: {} }, { init: { cache: 'no-cache' } }),
    )
    outlets.value = features
  }

  /** Lets the index find by pinyin and initials. The table is fetched at the first Latin letter that is typed. */
  function needPinyin(): Promise<void> {
    pinyin ??= import('../../schema/catalog/pinyin.ts').then(
      ({ pinyinTable }) => {
        if (index.value) index.value = learnPinyin(index.value, pinyinTable())
      },
      () => {
        pinyin = null
      },
    )
    return pinyin
  }

  return { outlets, byId, index, calendar, state, load, renew, needPinyin }
})
