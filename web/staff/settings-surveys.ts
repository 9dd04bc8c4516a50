import { defineStore } from 'pinia'
import * as v from 'valibot'
import { computed, ref } from 'vue'
import { type SurveyGiven, SurveyInput } from '../../schema/contract/settings.ts'
import { measureOf, voicesOf } from '../../schema/rules/satisfaction.ts'
import { dateAt } from '../places/dates.ts'
import { answer, api, done } from '../shell/api.ts'
import { useSettings } from './settings.ts'

/** What is typed for a survey; the counts by grade, grade 1 first. */
interface Draft {
  date: string
  method: string
  counts: [string, string, string, string, string]
}

const empty = (): Draft => ({ date: '', method: '', counts: ['', '', '', '', ''] })
const countOf = (text: string) => (text.trim() === '' ? 0 : Number(text.replace(/[\s,，]/g, '')))

/** What of a survey cannot be sent. */
export type SurveyFault = 'date' | 'future' | 'method' | 'counts'

/** Sampled surveys: the one that is typed, and what is done about those that are stored. */
export const useSurveys = defineStore('settings-surveys', () => {
  const settings = useSettings()
  const draft = ref(empty())
  /** of the survey that is being sent: sent again, it must not be there twice */
  let attempt: { key: string; print: string } | null = null

  const counts = computed((): SurveyGiven['distribution'] => {
    const [one, two, three, four, five] = draft.value.counts
    return [countOf(one), countOf(two), countOf(three), countOf(four), countOf(five)]
  })
  const given = computed(() =>
    v.safeParse(SurveyInput, {
      date: draft.value.date,
      method: draft.value.method,
      distribution: counts.value,
    }),
  )

  const faults = computed((): SurveyFault[] => {
    const { issues, success } = given.value
    const future = draft.value.date > dateAt(Date.now())
    const wrong = (success ? [] : issues).map((issue) => v.getDotPath(issue) ?? '')
    const at = (name: string) => wrong.some((path) => path.startsWith(name))
    return [
      ...(at('date') ? (['date'] as const) : future ? (['future'] as const) : []),
      ...(at('method') ? (['method'] as const) : []),
      ...(at('distribution') ? (['counts'] as const) : []),
    ]
  })

  /** What the survey will say; null while the counts cannot be read. */
  const measure = computed(() => {
    const official = settings.settings?.official.satisfiedFrom
    if (official === undefined || !v.is(SurveyInput.entries.distribution, counts.value)) return null
    return measureOf({ distribution: counts.value, residents: voicesOf(counts.value), held: 0 }, official)
  })

  /**
   * Stores the survey that is typed.
   * @throws ApiFailure
   */
  async function add(): Promise<void> {
    if (!given.value.success || faults.value.length > 0) return
    const json = given.value.output
    const print = JSON.stringify(json)
    if (attempt?.print !== print) attempt = { key: crypto.randomUUID(), print }
    const [g1, g2, g3, g4, g5] = json.distribution
    const request = {
      json: { ...json, distribution: [g1, g2, g3, g4, g5] satisfies SurveyGiven['distribution'] },
    }
    await answer(api.desk.settings.surveys.$post(request, { headers: { 'Idempotency-Key': attempt.key } }))
    attempt = null
    draft.value = empty()
  }

  /**
   * Removes a survey.
   * @throws ApiFailure
   */
  function remove(id: string, reason: string): Promise<void> {
    return done(api.desk.settings.surveys[':id'].removal.$post({ param: { id }, json: { reason } }))
  }

  /**
   * Brings a survey back that was removed.
   * @throws ApiFailure
   */
  function restore(id: string): Promise<void> {
    return done(api.desk.settings.surveys[':id'].restoration.$post({ param: { id } }))
  }

  return { draft, faults, measure, add, remove, restore }
})
