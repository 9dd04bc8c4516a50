import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Audited } from '../../schema/contract/audit.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'

/** What the log is searched for, as the address carries it; what is empty is not asked for. */
export interface AuditFilters {
  q: string
  kind: string
  subject: string
  from: string
  to: string
}
export const noFilters: AuditFilters = { q: '', kind: '', subject: '', from: '', to: '' }

/** The filters of an address. */
export function filtersOf(query: Readonly<Record<string, unknown>>): AuditFilters {
  const text = (name: keyof AuditFilters) => {
    const value = query[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  return { q: text('q'), kind: text('kind'), subject: text('subject'), from: text('from'), to: text('to') }
}

/** The address of filters: those that ask for something. */
export function queryOf(filters: AuditFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
}

/** Where the same search is had as a file for spreadsheets. */
export function exportAddress(filters: AuditFilters): string {
  const query = new URLSearchParams(queryOf(filters)).toString()
  return `/api/desk/audit/export${query === '' ? '' : `?${query}`}`
}

/** The audit log, page by page, as far as somebody has gone back. */
export const useAudit = defineStore('audit', () => {
  const entries = shallowRef<readonly Audited[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const busy = ref(false)
  /** where the next page begins; null when there is none */
  const next = ref<number | null>(null)
  let search: AuditFilters = noFilters
  let turn = 0

  /** Fetches a page; an answer to a search that has been left meanwhile is not looked at. */
  async function fetchPage(before: number | null): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    failure.value = null
    try {
      const page = await ask(search, before)
      if (mine !== turn) return
      entries.value = before === null ? page.entries : [...(entries.value ?? []), ...page.entries]
      next.value = page.next
    } catch (error) {
      if (mine === turn) failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** Searches anew. */
  async function find(filters: AuditFilters): Promise<void> {
    search = filters
    entries.value = null
    next.value = null
    await fetchPage(null)
  }

  /** Goes further back; after a failure, tries the same again. */
  async function more(): Promise<void> {
    if (!busy.value) await fetchPage(entries.value === null ? null : next.value)
  }

  return { entries, failure, busy, next, find, more }
})

function ask(filters: AuditFilters, before: number | null) {
  const query = { ...queryOf(filters), ...(before === null ? {} : { before: String(before) }) }
  return answer(api.desk.audit.$get({ query }, { init: { cache: 'no-store' } }))
}
