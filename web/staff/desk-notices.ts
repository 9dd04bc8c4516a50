import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MadeNotice, NoticeDraft, NoticeListed } from '../../schema/contract/notice.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

/**
 * Notices in the area of whoever is at the desk. What changes them throws ApiFailure when the worker refused or the
 * network failed, and shows them as they are afterwards.
 */
export const useDeskNotices = defineStore('desk-notices', () => {
  const notices = shallowRef<readonly NoticeListed[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)

  /** Fetches them anew; what was known stays until the answer is there. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const given = await answer(api.desk.notices.$get({}, { init: { cache: 'no-store' } }))
      notices.value = given.notices
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** @param key the same when it is sent again */
  async function add(draft: NoticeDraft, key: string): Promise<MadeNotice> {
    const made = await answer(
      api.desk.notices.$post({ json: draft }, { headers: { 'Idempotency-Key': key } }),
    )
    await load()
    return made
  }

  /** @param version the state that the change starts from */
  async function change(id: string, version: string, draft: NoticeDraft): Promise<void> {
    await answer(
      api.desk.notices[':id'].$put(
        { param: { id }, json: draft },
        { headers: { 'If-Match': `"${version}"` } },
      ),
    )
    await load()
  }

  async function setWithdrawn(id: string, withdrawn: boolean): Promise<void> {
    await done(api.desk.notices[':id'].withdrawal.$put({ param: { id }, json: { withdrawn } }))
    await load()
  }

  return { notices, failure, load, add, change, setWithdrawn }
})
