import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import type { ApplicationListed } from '../../schema/contract/application.ts'
import type { MadeOutlet, NewOutlet } from '../../schema/contract/ledger.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { type CheckFields, checkOf } from './shop-check.ts'

/**
 * New shops that somebody has named in the area of whoever is at the desk. What changes them throws ApiFailure when the
 * worker refused or the network failed, and shows them as they are afterwards.
 */
export const useApplications = defineStore('applications', () => {
  const applications = shallowRef<readonly ApplicationListed[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  /** what has been filled in of each, until it is decided */
  const checks = reactive(new Map<string, CheckFields>())
  /** how each was sent the last time: the same words carry the same key again */
  const attempts = new Map<string, { print: string; key: string }>()

  const waiting = computed(() => applications.value?.filter(({ state }) => state === 'open') ?? [])
  const decided = computed(() => applications.value?.filter(({ state }) => state !== 'open') ?? [])

  /** Fetches them anew; what was known stays until the answer is there. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const given = await answer(api.desk.applications.$get({}, { init: { cache: 'no-store' } }))
      applications.value = given.applications
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** The form of an application: what was filled in, or what was said. */
  const checkFor = (application: ApplicationListed): CheckFields =>
    checks.get(application.id) ?? checkOf(application)

  function keep(id: string, fields: CheckFields): void {
    checks.set(id, fields)
  }

  /** Makes the outlet. */
  async function accept(id: string, outlet: NewOutlet): Promise<MadeOutlet> {
    const print = JSON.stringify(outlet)
    const last = attempts.get(id)
    const attempt = last?.print === print ? last : { print, key: crypto.randomUUID() }
    attempts.set(id, attempt)
    const [lng, lat] = outlet.position
    const made = await answer(
      api.desk.applications[':id'].acceptance.$post(
        { param: { id }, json: { ...outlet, position: [lng, lat] } },
        { headers: { 'Idempotency-Key': attempt.key } },
      ),
    )
    checks.delete(id)
    attempts.delete(id)
    await load()
    return made
  }

  /** @param reason null takes a refusal back */
  async function judge(id: string, reason: string | null): Promise<void> {
    const json = reason === null ? { verdict: 'undo' as const } : { verdict: 'refused' as const, reason }
    await done(api.desk.applications[':id'].$post({ param: { id }, json }))
    await load()
  }

  return { applications, waiting, decided, failure, load, checkFor, keep, accept, judge }
})
