import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Case } from '../../schema/contract/complaint.ts'
import type { CaseWithEvents, OnTime } from '../../schema/contract/complaint-lists.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { type CaseFilters, caseQueryOf, noCaseFilters } from './case-filters.ts'

const failureOf = (error: unknown) => (error instanceof ApiFailure ? error : new ApiFailure('problem', null))

/** The ledger of cases that everybody sees, page by page, as far as somebody has gone back. */
export const useCases = defineStore('cases', () => {
  const cases = shallowRef<readonly Case[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const busy = ref(false)
  /** where the next page begins; null when there is none */
  const next = ref<string | null>(null)
  let search: CaseFilters = noCaseFilters
  let turn = 0

  /** Fetches a page; an answer to a search that has been left meanwhile is not looked at. */
  async function fetchPage(before: string | null): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    failure.value = null
    try {
      const query = { ...caseQueryOf(search), ...(before === null ? {} : { before }) }
      const page = await answer(api.complaints.$get({ query }))
      if (mine !== turn) return
      cases.value = before === null ? page.cases : [...(cases.value ?? []), ...page.cases]
      next.value = page.next
    } catch (error) {
      if (mine === turn) failure.value = failureOf(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** Searches anew. */
  async function find(filters: CaseFilters): Promise<void> {
    search = filters
    cases.value = null
    next.value = null
    await fetchPage(null)
  }

  /** Goes further back; after a failure, tries the same again. */
  async function more(): Promise<void> {
    if (!busy.value) await fetchPage(cases.value === null ? null : next.value)
  }

  return { cases, failure, busy, next, find, more }
})

/**
 * One case with its events (`GET /api/complaints/:id`).
 * @throws ApiFailure as `answer` does; its problem is `not_found` where there is no such case
 */
export function fetchCase(id: string): Promise<CaseWithEvents> {
  return answer(api.complaints[':id'].$get({ param: { id } }))
}

/**
 * On-time rates by unit, month and limit.
 * @throws ApiFailure as `answer` does
 */
export function fetchOnTime(): Promise<OnTime> {
  return answer(api.complaints['on-time'].$get())
}

/**
 * How many cases there are on a subject; `more` when that is only the first page of them.
 * @param subject identifier of an outlet, or code of a community for its circle
 * @throws ApiFailure as `answer` does
 */
export async function countCasesOn(subject: string): Promise<{ n: number; more: boolean }> {
  const { cases, next } = await answer(api.complaints.$get({ query: { subject } }))
  return { n: cases.length, more: next !== null }
}
