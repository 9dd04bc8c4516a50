import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CommunityMeasure } from '../../schema/contract/satisfaction.ts'
import type { PopulationListed } from '../../schema/contract/settings.ts'
import type { ReadPopulation } from '../../schema/import/populations.ts'
import { populationWeights } from '../../schema/rules/satisfaction.ts'
import { answer, api, done } from '../shell/api.ts'
import { useSettings } from './settings.ts'

/** What was typed for a community, and what it was before. */
interface Typed {
  read: PopulationListed
  text: string
}

/** One community in the table. */
export interface PopulationRow {
  community: string
  stored: PopulationListed
  text: string
  /** null for what is no number of people, or none at all */
  residents: number | null
  /** typed, and different from what is stored */
  changed: boolean
  wrong: boolean
  /** somebody else has changed it since one began to */
  overtaken: boolean
  /** its part of the city's weight, from 0 to 1; null while the measure is not weighted */
  share: number | null
  /** as large as a weight may be */
  capped: boolean
}

const numberOf = (text: string) => Number(text.replace(/[\s,，]/g, ''))
const isPeople = (n: number) => Number.isInteger(n) && n > 0

/** How many people live in communities: what is stored, and what is typed and kept until it is stored. */
export const usePopulations = defineStore('settings-populations', () => {
  const settings = useSettings()
  const typed = shallowRef<ReadonlyMap<string, Typed>>(new Map())
  const source = ref('')
  /** the measure of each community, to show what weighing does; null while it is not known */
  const measures = shallowRef<readonly CommunityMeasure[] | null>(null)

  const stored = computed(() => settings.settings?.populations ?? [])

  function residentsOf({ community, residents }: PopulationListed): number | null {
    const text = typed.value.get(community)?.text
    if (text === undefined) return residents
    return isPeople(numberOf(text)) ? numberOf(text) : null
  }

  const weights = computed(() =>
    populationWeights(stored.value.map((one) => ({ code: one.community, population: residentsOf(one) }))),
  )
  const whole = computed(() => [...(weights.value?.values() ?? [])].reduce((sum, weight) => sum + weight, 0))

  const rows = computed((): PopulationRow[] =>
    stored.value.map((one) => {
      const { community, residents } = one
      const draft = typed.value.get(community)
      const now = residentsOf(one)
      const weight = weights.value?.get(community) ?? null
      const wrong = draft !== undefined && now === null
      const changed = draft !== undefined && (wrong || now !== residents)
      return {
        community,
        stored: one,
        text: draft?.text ?? residents?.toString() ?? '',
        residents: now,
        changed,
        wrong,
        overtaken: changed && (draft.read.residents !== residents || draft.read.source !== one.source),
        share: weight === null ? null : weight / whole.value,
        capped: weight !== null && now !== null && weight < now,
      }
    }),
  )
  const missing = computed(() => rows.value.filter(({ residents }) => residents === null).length)
  const changed = computed(() => rows.value.filter((row) => row.changed))

  /** The city's rate by these weights; null while it cannot be told. */
  const weightedRate = computed(() => {
    const known = weights.value
    if (!known || !measures.value) return null
    const heard = measures.value.flatMap(({ code, rate }) =>
      rate === null ? [] : [{ rate, weight: known.get(code) ?? 0 }],
    )
    const all = heard.reduce((sum, { weight }) => sum + weight, 0)
    return all === 0 ? null : heard.reduce((sum, { rate, weight }) => sum + rate * weight, 0) / all
  })

  function type(community: string, text: string): void {
    const known = stored.value.find((one) => one.community === community)
    if (!known) return
    const next = new Map(typed.value)
    const read = next.get(community)?.read ?? known
    if (text.trim() === (known.residents?.toString() ?? '')) next.delete(community)
    else next.set(community, { read, text })
    typed.value = next
  }

  /** Fills in what a table says. */
  function fill(populations: readonly ReadPopulation[]): void {
    for (const { community, residents } of populations) type(community, String(residents))
  }

  function drop(): void {
    typed.value = new Map()
    source.value = ''
  }

  /** Goes on from what is stored now, with what was typed. */
  function rebase(): void {
    const known = new Map(stored.value.map((one) => [one.community, one]))
    typed.value = new Map(
      [...typed.value].map(([code, draft]) => [code, { ...draft, read: known.get(code) ?? draft.read }]),
    )
  }

  /**
   * Stores what was typed.
   * @throws ApiFailure
   */
  async function save(): Promise<void> {
    const given = changed.value.flatMap(({ community, residents }) => {
      const draft = typed.value.get(community)
      return draft && residents !== null ? [{ read: draft.read, population: { community, residents } }] : []
    })
    const populations = given.map(({ population }) => population)
    const json = { read: given.map(({ read }) => read), populations, source: source.value.trim() }
    await done(api.desk.settings.populations.$put({ json }))
    drop()
  }

  /** Fetches the measures; without them the page only cannot say what weighing does. */
  async function loadMeasures(): Promise<void> {
    try {
      measures.value = (await answer(api.satisfaction.communities.$get({ query: {} }))).communities
    } catch {
      measures.value = null
    }
  }

  return { rows, source, missing, changed, weightedRate, type, fill, drop, rebase, save, loadMeasures }
})
