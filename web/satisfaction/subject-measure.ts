import { type Ref, shallowRef } from 'vue'
import type { Subject, Voices } from '../../schema/contract/rating.ts'
import type { MeasureAnswer } from '../../schema/contract/satisfaction.ts'
import { answer, api } from '../shell/api.ts'
import { type Asking, outcomeOf } from './asking.ts'

/** `fresh` asks the worker whether the browser's copy still holds: one's own voice must be in it. */
type Freshness = { fresh: boolean }
const initOf = ({ fresh }: Freshness): RequestInit => (fresh ? { cache: 'no-cache' } : {})

/** The measure of an outlet or of a community (`GET /api/satisfaction`). */
export function useSubjectMeasure(subject: Subject): {
  measure: Ref<MeasureAnswer | null>
  state: Ref<Asking>
  load: (freshness: Freshness) => Promise<void>
} {
  const measure = shallowRef<MeasureAnswer | null>(null)
  const state = shallowRef<Asking>('loading')
  async function load(freshness: Freshness): Promise<void> {
    const scope = subject.kind === 'circle' ? 'community' : 'outlet'
    try {
      const query = { scope, id: subject.id } as const
      measure.value = await answer(api.satisfaction.$get({ query }, { init: initOf(freshness) }))
      state.value = 'ready'
    } catch (error) {
      // What was known stays: a number from a minute ago says more than none.
      if (!measure.value) state.value = outcomeOf(error)
    }
  }
  return { measure, state, load }
}

/** What residents say of a subject (`GET /api/ratings`), page by page. */
export function useSubjectVoices(subject: Subject): {
  tags: Ref<Voices['tags']>
  comments: Ref<Voices['comments']>
  next: Ref<string | null>
  state: Ref<Asking>
  /** how asking for another page went */
  more: Ref<Asking>
  load: (freshness: Freshness) => Promise<void>
  loadMore: () => Promise<void>
} {
  const tags = shallowRef<Voices['tags']>([])
  const comments = shallowRef<Voices['comments']>([])
  const next = shallowRef<string | null>(null)
  const state = shallowRef<Asking>('loading')
  const more = shallowRef<Asking>('ready')

  async function load(freshness: Freshness): Promise<void> {
    try {
      const given: Voices = await answer(
        api.ratings.$get({ query: { ...subject } }, { init: initOf(freshness) }),
      )
      tags.value = given.tags
      comments.value = given.comments
      next.value = given.next
      state.value = 'ready'
    } catch (error) {
      if (state.value !== 'ready') state.value = outcomeOf(error)
    }
  }

  async function loadMore(): Promise<void> {
    if (!next.value || more.value === 'loading') return
    more.value = 'loading'
    try {
      const query = { ...subject, before: next.value }
      const given: Voices = await answer(api.ratings.$get({ query }))
      comments.value = [...comments.value, ...given.comments]
      next.value = given.next
      more.value = 'ready'
    } catch (error) {
      more.value = outcomeOf(error)
    }
  }
  return { tags, comments, next, state, more, load, loadMore }
}

const HAIR = 1e-9

/** A share in whole percents. Only all is 100 and only none is 0: the last few are not to be rounded away. */
export function percentOf(share: number): number {
  // the end of an interval is computed, and may miss the whole by a hair
  if (share < HAIR || share > 1 - HAIR) return share < HAIR ? 0 : 100
  return Math.min(99, Math.max(1, Math.round(share * 100)))
}
