import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Rating, RatingList, Subject } from '../../schema/contract/rating.ts'
import { answer, api } from '../shell/api.ts'
import { type Asking, outcomeOf } from './asking.ts'

const remembered = 'yikezhong.spoken'

/** Storage that may be refused is only a convenience. */
function recall(): boolean {
  try {
    return localStorage.getItem(remembered) === '1'
  } catch {
    return false
  }
}

function remember(): void {
  try {
    localStorage.setItem(remembered, '1')
  } catch {
    // The rating page asks all the same; only the sections of outlets and circles then do not.
  }
}

/** The name of a subject among others. */
export function topicOf({ kind, id }: Subject): string {
  return `rating:${kind}:${id}`
}

/** What this resident has said (`GET /api/ratings/mine`), as the worker has stored it. */
export const useMyVoices = defineStore('my-voices', () => {
  const ratings = shallowRef<ReadonlyMap<string, Rating>>(new Map())
  const state = ref<'unasked' | Asking>('unasked')
  /**
   * Whether this browser has ever said something. Who only reads is not asked who they are: pages that show what
   * others say ask for one's own voices only when there may be some.
   */
  const spoken = ref(recall())
  /** counts what this page has changed: what shows the measure of it is out of date */
  const changes = ref(0)
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    const before = changes.value
    state.value = 'loading'
    try {
      const given: RatingList = await answer(api.ratings.mine.$get({}, { init: { cache: 'no-store' } }))
      // Asked for before something was sent, the list may not know of it.
      if (changes.value !== before) return await ask()
      ratings.value = new Map(given.ratings.map((rating) => [topicOf(rating.subject), rating]))
      if (given.ratings.length > 0) speak()
      state.value = 'ready'
    } catch (error) {
      state.value = outcomeOf(error)
    }
  }

  /** Asks anew, unless that is under way. */
  function load(): Promise<void> {
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }

  function speak(): void {
    spoken.value = true
    remember()
  }

  /** The voice on a subject, as far as is known. */
  function of(subject: Subject): Rating | undefined {
    return ratings.value.get(topicOf(subject))
  }

  /** Takes over a voice that the worker has just stored. */
  function keep(rating: Rating): void {
    ratings.value = new Map(ratings.value).set(topicOf(rating.subject), rating)
    changes.value += 1
    speak()
  }

  /** Takes note of a withdrawal. */
  function forget(subject: Subject): void {
    const rest = new Map(ratings.value)
    rest.delete(topicOf(subject))
    ratings.value = rest
    changes.value += 1
  }

  return { ratings, state, spoken, changes, load, of, keep, forget }
})
