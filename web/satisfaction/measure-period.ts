import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { periodOf, rollingPeriod } from '../../schema/rules/satisfaction.ts'

/** Quarters to choose from: the current one and those before it. */
const QUARTERS = 5

/**
 * The names of the last quarters, the current one first.
 * @param today ISO date
 */
export function lastQuarters(today: string, count = QUARTERS): string[] {
  const current = Number(today.slice(0, 4)) * 4 + Math.ceil(Number(today.slice(5, 7)) / 3) - 1
  return Array.from({ length: count }, (_, back) => {
    const quarter = current - back
    return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`
  })
}

/**
 * The period that the page shows, kept in its address (`?period=2026Q3`), so that a link shows the same.
 * @param today ISO date in Asia/Shanghai
 */
export function usePeriod(today: string): {
  period: Readonly<Ref<string>>
  /** what can be chosen; an older period that a link brought is among it */
  choices: Readonly<Ref<string[]>>
  choose: (name: string) => Promise<unknown>
} {
  const route = useRoute()
  const router = useRouter()
  // the page lives a moment longer than its address when one leaves it
  const period = computed<string>((before) => {
    if (before && route.name !== 'satisfaction') return before
    const asked = route.query['period']
    return typeof asked === 'string' && periodOf(asked, today) ? asked : rollingPeriod
  })
  const choices = computed(() => [...new Set([rollingPeriod, ...lastQuarters(today), period.value])])
  return {
    period,
    choices,
    choose: (name) =>
      router.replace({
        query: { ...route.query, period: name === rollingPeriod ? undefined : name },
      }),
  }
}
