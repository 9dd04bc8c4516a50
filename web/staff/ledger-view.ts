import { type ComputedRef, computed, type Ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { PinyinTable } from '../../schema/catalog/pinyin.ts'
import type { LedgerLine } from '../../schema/contract/ledger.ts'
import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'
import {
  type LedgerFilter,
  type LedgerSort,
  ledgerOrder,
  ledgerRows,
  ledgerText,
  type Ranking,
  ranking,
} from '../../schema/rules/ledger.ts'
import { useCity } from '../shell/city.ts'
import { useWords } from '../shell/words.ts'
import { formatView, type LedgerView, parseView } from './ledger-address.ts'
import { useLedgerNames } from './ledger-words.ts'

/**
 * The lines that the table shows, in order, and the view that the address asks for.
 * @param lines all that have come
 */
export function useLedgerView(lines: Readonly<Ref<readonly LedgerLine[]>>): {
  view: ComputedRef<LedgerView>
  shown: ComputedRef<readonly LedgerLine[]>
  filterBy: (part: Partial<LedgerFilter>) => void
  sortBy: (sort: LedgerSort) => void
} {
  const route = useRoute()
  const router = useRouter()
  const city = useCity()
  const { language } = useWords()
  const names = useLedgerNames()
  const pinyin = shallowRef<PinyinTable | null>(null)
  const view = computed(() => parseView(route.query))
  const rankings = new Map<string, Ranking>()

  // Its table is some 18 KB: fetched at the first Latin letter.
  watch(
    () => view.value.filter.q,
    (q) => {
      if (pinyin.value || !/[a-z]/i.test(q)) return
      import('../../schema/catalog/pinyin.ts').then(
        ({ pinyinTable }) => {
          pinyin.value = pinyinTable()
        },
        // Without it names are found by their characters; the next letter tries again.
        () => undefined,
      )
    },
    { immediate: true },
  )

  const asksText = computed(() => view.value.filter.q !== '')
  const text = computed(() =>
    asksText.value && city.city ? ledgerText(lines.value, city.city, pinyin.value) : null,
  )
  const sort = computed(() => view.value.sort)
  const ranks = computed(() => {
    const { compare } = new Intl.Collator(language.value === 'en' ? 'en' : 'zh-CN', { numeric: true })
    const key = `${language.value} ${sort.value}`
    const next = ranking(lines.value, sort.value, names, compare, rankings.get(key) ?? null)
    rankings.set(key, next)
    return next
  })
  // Apart from the rest of the view: a key that is typed does not sort anew.
  const descending = computed(() => view.value.descending)
  const order = computed(() => ledgerOrder(ranks.value, descending.value))
  const shown = computed(() => {
    const today = isoOf(dayOf(Date.now()))
    return ledgerRows(lines.value, view.value.filter, text.value, order.value, today)
  })

  function change(next: LedgerView): void {
    void router.replace({ query: formatView(next, route.query) })
  }
  return {
    view,
    shown,
    filterBy: (part) => change({ ...view.value, filter: { ...view.value.filter, ...part } }),
    sortBy: (wanted) => {
      const again = view.value.sort === wanted
      change({ ...view.value, sort: wanted, descending: again && !view.value.descending })
    },
  }
}
