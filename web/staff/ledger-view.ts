import { type ComputedRef, computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
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

/** Milliseconds after the last key until the text stands in the address: changing that takes longer than finding. */
const ADDRESS_AFTER = 250

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
  const addressed = computed(() => parseView(route.query))
  /** the text that is typed and does not stand in the address yet */
  const typed = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  const view = computed((): LedgerView => {
    const { filter, ...rest } = addressed.value
    return { ...rest, filter: { ...filter, q: typed.value ?? filter.q } }
  })
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
    clearTimeout(timer)
    void router.replace({ query: formatView(next, route.query) }).finally(() => {
      // what was typed meanwhile has a turn of its own
      if (typed.value === next.filter.q) typed.value = null
    })
  }

  function filterBy(part: Partial<LedgerFilter>): void {
    const { q, ...rest } = part
    if (q !== undefined && Object.keys(rest).length === 0) {
      typed.value = q
      clearTimeout(timer)
      timer = setTimeout(() => change(view.value), ADDRESS_AFTER)
    } else change({ ...view.value, filter: { ...view.value.filter, ...part } })
  }

  return {
    view,
    shown,
    filterBy,
    sortBy: (wanted) => {
      const again = view.value.sort === wanted
      change({ ...view.value, sort: wanted, descending: again && !view.value.descending })
    },
  }
}
