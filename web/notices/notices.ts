import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Notice } from '../../schema/contract/notice.ts'
import { answer, api } from '../shell/api.ts'

/** Milliseconds for which an answer is shown without asking again. */
const FRESH = 5 * 60_000

/**
 * What the residents of a community are told (`GET /api/notices`). Pages live without it: where it cannot be had, there
 * is nothing to show.
 */
export const useNotices = defineStore('notices', () => {
  const byCircle = shallowReactive(new Map<string, readonly Notice[]>())
  const askedAt = new Map<string, number>()

  /** The notices of a community as far as they are known. */
  const of = (circle: string): readonly Notice[] => byCircle.get(circle) ?? []

  /** Fetches the notices of a community, unless that was done a moment ago. */
  async function load(circle: string): Promise<void> {
    if (Date.now() - (askedAt.get(circle) ?? 0) < FRESH) return
    askedAt.set(circle, Date.now())
    try {
      const { notices } = await answer(api.notices.$get({ query: { circle } }))
      byCircle.set(circle, notices)
    } catch {
      askedAt.delete(circle)
    }
  }

  return { of, load }
})
