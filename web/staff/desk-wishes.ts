import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Need, ProjectDraft, WhyWaiting, WishesAtDesk } from '../../schema/contract/wish.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

/** What staff make of a resident's words. */
export type WhyVerdict = { verdict: 'approve' } | { verdict: 'refuse'; reason: string } | { verdict: 'undo' }

/**
 * What the area of whoever is at the desk needs, and words that wait. What changes them throws ApiFailure when the
 * worker refused or the network failed, and shows them as they are afterwards.
 */
export const useDeskWishes = defineStore('desk-wishes', () => {
  const wishes = shallowRef<WishesAtDesk | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  /** how each project was begun the last time: the same words carry the same key again */
  const attempts = new Map<string, { print: string; key: string }>()
  const whys = computed(() => wishes.value?.whys ?? [])

  /** Fetches them anew; what was known stays until the answer is there. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      wishes.value = await answer(api.desk.wishes.$get({}, { init: { cache: 'no-store' } }))
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  async function judge({ id, at }: Pick<WhyWaiting, 'id' | 'at'>, verdict: WhyVerdict): Promise<void> {
    await done(api.desk.wishes.whys[':id'].$post({ param: { id }, json: { at, ...verdict } }))
    await load()
  }

  /** Makes a project of a need, or changes the one that it is. */
  async function setProject({ id, community, want, project }: Need, draft: ProjectDraft): Promise<void> {
    if (id !== null && project) await changeProject(id, project.version, draft)
    else await startProject({ community, want, project: draft })
    await load()
  }

  async function changeProject(id: string, version: string, draft: ProjectDraft): Promise<void> {
    await answer(
      api.desk.wishes[':id'].project.$put(
        { param: { id }, json: draft },
        { headers: { 'If-Match': `"${version}"` } },
      ),
    )
  }

  async function startProject(start: {
    community: string
    want: string
    project: ProjectDraft
  }): Promise<void> {
    const of = `${start.community} ${start.want}`
    const print = JSON.stringify(start)
    const last = attempts.get(of)
    const attempt = last?.print === print ? last : { print, key: crypto.randomUUID() }
    attempts.set(of, attempt)
    await answer(
      api.desk.wishes.projects.$post({ json: start }, { headers: { 'Idempotency-Key': attempt.key } }),
    )
    attempts.delete(of)
  }

  return { wishes, whys, failure, load, judge, setProject }
})
