import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Need, Needs, WholeWish } from '../../schema/contract/wish.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'

/** How asking went. */
export type NeedsState = 'loading' | 'ready' | 'missing' | 'offline' | 'failed'

function outcomeOf(error: unknown): NeedsState {
  if (!(error instanceof ApiFailure)) return 'failed'
  if (error.kind === 'offline') return 'offline'
  return error.problem?.status === 404 ? 'missing' : 'failed'
}

/**
 * What communities need (`GET /api/wishes`), and the wishes that somebody looks at one by one. Who has just changed
 * something asks past every cache.
 */
export const useNeeds = defineStore('needs', () => {
  const needs = shallowRef<readonly Need[] | null>(null)
  const state = ref<NeedsState>('loading')
  const wish = shallowRef<WholeWish | null>(null)
  const wishState = ref<NeedsState>('loading')
  let asked = ''

  /** Fetches the list; what was known stays until the answer is there. */
  async function load({ anew = false } = {}): Promise<void> {
    if (!needs.value) state.value = 'loading'
    try {
      const given: Needs = await answer(
        api.wishes.$get({ query: {} }, { init: { cache: anew ? 'reload' : 'default' } }),
      )
      needs.value = given.needs
      state.value = 'ready'
    } catch (error) {
      state.value = outcomeOf(error)
    }
  }

  /** Fetches a wish whole, past what the browser has kept: who comes back wants to know what has become of it. */
  async function open(id: string): Promise<void> {
    asked = id
    if (wish.value?.need.id !== id) {
      wish.value = null
      wishState.value = 'loading'
    }
    try {
      const given: WholeWish = await answer(
        api.wishes[':id'].$get({ param: { id } }, { init: { cache: 'no-cache' } }),
      )
      if (asked !== id) return
      wish.value = given
      wishState.value = 'ready'
    } catch (error) {
      if (asked === id) wishState.value = outcomeOf(error)
    }
  }

  /** The need for something in a community, as far as it is known. */
  function of(community: string, want: string): Need | undefined {
    return needs.value?.find((need) => need.community === community && need.want === want)
  }

  /** Fetches again whatever has been looked at. */
  async function refresh(): Promise<void> {
    const id = wish.value?.need.id
    await Promise.all([needs.value ? load({ anew: true }) : null, id ? open(id) : null])
  }

  return { needs, state, wish, wishState, load, open, of, refresh }
})
