import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type {
  CityAssessment,
  StandardGiven,
  StandardListed,
  StandardsAtDesk,
} from '../../schema/contract/assessment.ts'
import { dateAt } from '../places/dates.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { draftOf, faultsOf, type StandardDraft, standardIn } from './standard-draft.ts'

/** The standard of circles at the desk: its versions, what it does today, and the one that is being written. */
export const useStandards = defineStore('desk-standard', () => {
  const versions = shallowRef<readonly StandardListed[] | null>(null)
  const assessment = shallowRef<CityAssessment | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const typed = shallowRef<StandardDraft | null>(null)
  /** of the draft that is being sent: sent again, it must not be there twice */
  let attempt: { key: string; print: string } | null = null

  const newest = computed(() => Math.max(0, ...(versions.value ?? []).map(({ version }) => version)))
  const inForce = computed(() => versions.value?.find(({ state }) => state === 'in_force') ?? null)
  /** What a new one starts from: the one that is to come last, or the one that holds. */
  const basis = computed(() => {
    const coming = (versions.value ?? []).filter(({ state }) => state === 'coming')
    const last = coming.toSorted((one, other) => (one.from ?? '').localeCompare(other.from ?? '')).at(-1)
    return last ?? inForce.value
  })
  const draft = computed(
    () => typed.value ?? (basis.value ? draftOf(basis.value, newest.value, dateAt(Date.now())) : null),
  )
  const changed = computed(() => typed.value !== null)
  /** Whether somebody else has set one since this was begun. */
  const overtaken = computed(() => typed.value !== null && typed.value.read !== newest.value)
  const faults = computed(() => (draft.value ? faultsOf(draft.value, dateAt(Date.now())) : []))

  /** Fetches the versions anew, and what is counted by the one in force; without that, no effect is told. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const given: StandardsAtDesk = await answer(api.desk.standard.$get({}, { init: { cache: 'no-store' } }))
      versions.value = given.versions
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
    assessment.value = await answer(api.assessment.$get()).catch(() => null)
  }

  function change(next: Partial<StandardDraft>): void {
    if (draft.value) typed.value = { ...draft.value, ...next }
  }

  function drop(): void {
    typed.value = null
  }

  /** Goes on with what was typed, in the place of what was set meanwhile. */
  function rebase(): void {
    if (typed.value) typed.value = { ...typed.value, read: newest.value }
  }

  /**
   * Sets what is typed.
   * @throws ApiFailure
   */
  async function save(): Promise<void> {
    if (!typed.value) return
    const { read, from, reason } = typed.value
    const json: StandardGiven = { read, from, reason: reason.trim(), standard: standardIn(typed.value) }
    const print = JSON.stringify(json)
    if (attempt?.print !== print) attempt = { key: crypto.randomUUID(), print }
    await answer(api.desk.standard.$post({ json }, { headers: { 'Idempotency-Key': attempt.key } }))
    attempt = null
    typed.value = null
  }

  /**
   * Withdraws one that is not in force yet.
   * @throws ApiFailure
   */
  function withdraw(version: number, reason: string): Promise<void> {
    const param = { version: String(version) }
    return done(api.desk.standard[':version'].withdrawal.$post({ param, json: { reason } }))
  }

  return {
    versions,
    assessment,
    failure,
    newest,
    inForce,
    basis,
    draft,
    changed,
    overtaken,
    faults,
    load,
    change,
    drop,
    rebase,
    save,
    withdraw,
  }
})
