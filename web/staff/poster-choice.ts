import { type ComputedRef, computed, type Ref, reactive, shallowRef } from 'vue'
import type { SubjectKind } from '../../schema/catalog/satisfaction.ts'
import { POSTERS_MOST } from '../../schema/contract/limits.ts'
import { findPlaces } from '../../schema/rules/finder.ts'
import type { Postered } from '../paper/poster-words.ts'
import { usePlaces } from '../places/store.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'
import { useDeskAccount } from './desk-account.ts'
import { inArea } from './divisions.ts'

/** What is looked for; an empty text or code asks for nothing in particular. */
export interface PosterSearch {
  kind: SubjectKind
  text: string
  /** of outlets */
  type: string
  community: string
}

/** Something that may have a poster, and where it is. */
export interface PosterPlace extends Postered {
  place: string
}

/** Which outlets and circles of one's area are to have posters. */
export function usePosterChoice(): {
  search: PosterSearch
  /** what is found and not chosen yet; null while the outlets are not here */
  found: ComputedRef<readonly PosterPlace[] | null>
  chosen: Readonly<Ref<readonly PosterPlace[]>>
  /** how many more may be chosen */
  left: ComputedRef<number>
  add: (places: readonly PosterPlace[]) => void
  remove: (place: PosterPlace) => void
  clear: () => void
} {
  const { t, pick } = useWords()
  const city = useCity()
  const places = usePlaces()
  const { account } = useDeskAccount()
  const search = reactive<PosterSearch>({ kind: 'outlet', text: '', type: '', community: '' })
  const chosen = shallowRef<readonly PosterPlace[]>([])
  const left = computed(() => POSTERS_MOST - chosen.value.length)

  const communities = computed(() => {
    const { city: known } = city
    const who = account.value
    return known && who ? known.communities.filter(({ code }) => inArea(known, who, code)) : []
  })
  const names = computed(
    () => new Map(communities.value.map(({ code, name, nameEn }) => [code, pick(name, nameEn)])),
  )

  function outlets(): readonly PosterPlace[] | null {
    const { index } = places
    const known = city.city
    const who = account.value
    if (!index || !known || !who) return null
    const query = {
      ...(search.text.trim() ? { q: search.text.trim() } : {}),
      ...(search.type ? { types: [search.type] } : {}),
      ...(search.community ? { circles: [search.community] } : {}),
      each: 'outlet' as const,
    }
    return findPlaces(index, query, { at: Date.now(), calendar: places.calendar })
      .map(({ outlet }) => outlet.properties)
      .filter(({ circle }) => inArea(known, who, circle))
      .map(({ id, name, circle }) => ({
        kind: 'outlet',
        id,
        name,
        place: (circle === null ? undefined : names.value.get(circle)) ?? t('posters.desk.noCommunity'),
      }))
  }

  function circles(): readonly PosterPlace[] {
    const said = search.text.trim().toLowerCase()
    return communities.value
      .filter(({ code }) => !search.community || code === search.community)
      .filter(({ name, nameEn }) => name.includes(said) || nameEn.toLowerCase().includes(said))
      .map(({ code, name, nameEn }) => ({ kind: 'circle', id: code, name, place: pick('', nameEn) }))
  }

  const found = computed(() => {
    const all = search.kind === 'circle' ? circles() : outlets()
    const taken = new Set(chosen.value.map(({ id }) => id))
    return all?.filter(({ id }) => !taken.has(id)) ?? null
  })

  return {
    search,
    found,
    chosen,
    left,
    add: (more) => {
      chosen.value = [...chosen.value, ...more.slice(0, left.value)]
    },
    remove: (place) => {
      chosen.value = chosen.value.filter(({ id }) => id !== place.id)
    },
    clear: () => {
      chosen.value = []
    },
  }
}
