import { computed, type WritableComputedRef } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import { type Paper, type Print, papers, prints } from './paper-format.ts'

/** How a booklet is printed, as its address says it: one can send it to whoever has the printer. */
export function useBookletAddress(): {
  paper: WritableComputedRef<Paper>
  print: WritableComputedRef<Print>
  without: WritableComputedRef<ReadonlySet<string>>
} {
  const route = useRoute()
  const router = useRouter()

  function change(part: LocationQuery): void {
    const query = { ...route.query, ...part }
    void router.replace({
      query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')),
    })
  }
  /** What the address does not say, or says in words that nobody knows, is the first choice. */
  const one = <const Value extends string>(name: string, values: readonly [Value, ...Value[]]) =>
    computed({
      get: () => values.find((value) => value === route.query[name]) ?? values[0],
      set: (value) => change({ [name]: value === values[0] ? '' : value }),
    })

  return {
    paper: one('paper', papers),
    print: one('print', prints),
    without: computed<ReadonlySet<string>>({
      get: () =>
        new Set(
          String(route.query['without'] ?? '')
            .split(',')
            .filter(Boolean),
        ),
      set: (codes) => change({ without: [...codes].sort().join(',') }),
    }),
  }
}
