import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CaseAct, CaseForStaff, CaseListed } from '../../schema/contract/complaint.ts'
import type { DeskCaseCounts } from '../../schema/contract/complaint-lists.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import type { ReadyPhoto } from '../ui/photo.ts'
import { takesOthers } from './complaint-acts.ts'
import { type CaseFilters, searchOf } from './complaint-address.ts'
import { sendAct } from './complaint-send.ts'

const fresh = { init: { cache: 'no-store' } } as const
const asFailure = (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure('problem', null))

/**
 * The complaints of the area of whoever is at the desk: a list, the case that is looked at, and how many wait. A case
 * that has been dealt with stays in the list as it is then, until the list is fetched anew.
 */
export const useComplaints = defineStore('complaints', () => {
  /** null while it is not known */
  const counts = shallowRef<DeskCaseCounts | null>(null)
  const cases = shallowRef<readonly CaseListed[] | null>(null)
  const next = shallowRef<string | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loading = ref(false)
  /** the case that is looked at, whole */
  const whole = shallowRef<CaseForStaff | null>(null)
  const wholeFailure = shallowRef<ApiFailure | null>(null)
  /** share of the photos that has been sent; null while none are on their way */
  const sent = ref<number | null>(null)
  const busy = ref(false)
  /** how each case was acted on the last time: the same words carry the same key again */
  const attempts = new Map<string, { print: string; photos: readonly ReadyPhoto[]; key: string }>()
  let listed = 0
  let wanted: string | null = null
  let sending = new AbortController()

  /** How many wait; where that does not come, nothing is said of it. */
  async function count(): Promise<void> {
    counts.value = await answer(api.desk.complaints.count.$get({}, fresh)).catch(() => counts.value)
  }

  async function page(filters: CaseFilters, after: string | null) {
    const query = { ...searchOf(filters), ...(after ? { after } : {}) }
    return answer(api.desk.complaints.$get({ query }, fresh))
  }

  /** Fetches the list from its beginning; what was known stays until the answer is there. */
  async function load(filters: CaseFilters): Promise<void> {
    listed += 1
    const turn = listed
    loading.value = true
    failure.value = null
    try {
      const given = await page(filters, null)
      if (turn !== listed) return
      cases.value = given.cases
      next.value = given.next
    } catch (error) {
      if (turn === listed) failure.value = asFailure(error)
    } finally {
      if (turn === listed) loading.value = false
    }
    void count()
  }

  /** Fetches the next piece of the list. */
  async function more(filters: CaseFilters): Promise<void> {
    if (next.value === null || loading.value) return
    const turn = listed
    loading.value = true
    failure.value = null
    try {
      const given = await page(filters, next.value)
      if (turn !== listed) return
      const known = new Set(cases.value?.map(({ id }) => id))
      cases.value = [...(cases.value ?? []), ...given.cases.filter(({ id }) => !known.has(id))]
      next.value = given.next
    } catch (error) {
      if (turn === listed) failure.value = asFailure(error)
    } finally {
      if (turn === listed) loading.value = false
    }
  }

  /** A case as it is now, and its line in the list with it. */
  function put(given: CaseForStaff): void {
    const { id } = given.case
    if (wanted === id) whole.value = given
    const put = (line: CaseListed) =>
      line.id === id ? { ...line, ...given.case, version: given.version, mayAct: given.mayAct } : line
    cases.value = cases.value?.map(put) ?? null
  }

  /** Fetches a case whole; nothing shows of the one before. */
  async function open(id: string): Promise<void> {
    wanted = id
    if (whole.value?.case.id !== id) whole.value = null
    wholeFailure.value = null
    try {
      put(await answer(api.desk.complaints[':id'].$get({ param: { id } }, fresh)))
    } catch (error) {
      if (wanted === id) wholeFailure.value = asFailure(error)
    }
  }

  /** A case beside the one that is looked at. */
  const look = (id: string): Promise<CaseForStaff> =>
    answer(api.desk.complaints[':id'].$get({ param: { id } }, fresh))

  /** The key of an attempt: another one as soon as anything differs. */
  function attemptOf(id: string, print: string, photos: readonly ReadyPhoto[]): string {
    const last = attempts.get(id)
    const same = last?.print === print && photos.every((photo, index) => last.photos[index] === photo)
    const attempt = last && same && last.photos.length === photos.length ? last : null
    const key = attempt?.key ?? crypto.randomUUID()
    attempts.set(id, { print, photos, key })
    return key
  }

  /**
   * Does something about a case.
   * @throws ApiFailure when it was not done; the case is then as it was looked at
   */
  async function act(from: CaseForStaff, given: CaseAct, photos: readonly ReadyPhoto[]): Promise<void> {
    const { id } = from.case
    busy.value = true
    sending = new AbortController()
    try {
      const key = attemptOf(id, JSON.stringify([from.version, given]), photos)
      const onSent = (share: number) => {
        sent.value = photos.length > 0 ? share : null
      }
      const { signal } = sending
      put(await sendAct({ id, version: from.version, key, act: given, photos, onSent, signal }))
      attempts.delete(id)
    } finally {
      busy.value = false
      sent.value = null
    }
    void count()
  }

  /** Stops what is on its way. */
  const stop = () => sending.abort()

  /** Other cases about the same that one may be merged into; all open ones of the community are looked through. */
  async function alike({ case: { id, subject, community } }: CaseForStaff): Promise<CaseListed[]> {
    const found: CaseListed[] = []
    let after: string | null = null
    do {
      const query = {
        view: 'open' as const,
        ...(community ? { community: community.code } : {}),
        ...(after ? { after } : {}),
      }
      const given: { cases: CaseListed[]; next: string | null } = await answer(
        api.desk.complaints.$get({ query }, fresh),
      )
      found.push(...given.cases)
      after = given.next
    } while (after !== null)
    return found.filter(
      (one) =>
        one.id !== id &&
        takesOthers(one) &&
        one.subject.kind === subject.kind &&
        one.subject.id === subject.id,
    )
  }

  return {
    counts,
    cases,
    next,
    failure,
    loading,
    whole,
    wholeFailure,
    sent,
    busy,
    count,
    load,
    more,
    open,
    look,
    act,
    stop,
    alike,
  }
})
