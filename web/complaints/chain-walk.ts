import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Chain } from '../../schema/contract/complaint-lists.ts'
import {
  CHAIN_START,
  type ChainEvent,
  type ChainVerdict,
  followChain,
} from '../../schema/rules/complaints/chain.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'
import { recallHead, rememberHead, type SeenHead } from './chain-head.ts'

/** An event by its number and hash. */
export type Seal = Pick<ChainEvent, 'seq' | 'hash'>
/** Where the chain breaks; `case` is the public number of the case, where the event is there. */
export type Break = Extract<ChainVerdict, { holds: false }> & { case: string | null }

/** Events that are followed before the page gets its turn. */
const SLICE = 50
const start: Seal = { seq: 0, hash: CHAIN_START }

function fetchPiece(after: number, signal?: AbortSignal): Promise<Chain> {
  const init: RequestInit = { cache: 'no-store', ...(signal && { signal }) }
  return answer(api.complaints.chain.$get({ query: { after: String(after) } }, { init }))
}

const turnOfPage = () => new Promise((resolve) => setTimeout(resolve))

/**
 * Follows the whole chain in the reader's browser, piece by piece, so that the page stays usable; it can be stopped, and
 * goes on where it was when the network failed. The head seen last on this device is looked for on the way.
 */
export function useChainWalk() {
  const head = shallowRef<Seal | null>(null)
  /** how asking for the head went */
  const asked = ref<Asking>('loading')
  const state = ref<'idle' | 'walking' | 'stopped' | 'offline' | 'failed' | 'holds' | 'broken'>('idle')
  const reached = shallowRef<Seal>(start)
  const broken = shallowRef<Break | null>(null)
  const seen = shallowRef<SeenHead | null>(recallHead())
  /** whether the head seen last is still in the chain; null until that is known */
  const kept = ref<boolean | null>(null)
  let walk = new AbortController()
  onScopeDispose(() => walk.abort())

  /** Asks for the head alone. */
  async function look(): Promise<void> {
    asked.value = 'loading'
    try {
      head.value = (await fetchPiece(0)).head
      asked.value = 'ready'
    } catch (error) {
      asked.value = outcomeOf(error)
    }
  }

  function breakAt(verdict: Extract<ChainVerdict, { holds: false }>, events: readonly ChainEvent[]): void {
    broken.value = { ...verdict, case: events.find(({ seq }) => seq === verdict.seq)?.case ?? null }
    state.value = 'broken'
  }

  /** Follows a piece; false where it breaks or the walk has been stopped. */
  async function follow(events: readonly ChainEvent[], signal: AbortSignal): Promise<boolean> {
    for (let from = 0; from < events.length; from += SLICE) {
      const slice = events.slice(from, from + SLICE)
      const verdict = await followChain(slice, reached.value)
      if (signal.aborted) return false
      if (!verdict.holds) {
        breakAt(verdict, events)
        return false
      }
      const met = slice.find(({ seq }) => seq === seen.value?.seq)
      if (met) kept.value = met.hash === seen.value?.hash
      reached.value = { seq: verdict.events, hash: verdict.head }
      await turnOfPage()
    }
    return !signal.aborted
  }

  /** The end must be the head that the same answer has told: the last events cannot be left out. */
  function finish(told: Seal): void {
    if (told.seq > reached.value.seq) {
      breakAt({ holds: false, seq: reached.value.seq + 1, why: 'missing' }, [])
    } else if (told.hash !== reached.value.hash && told.seq > 0) {
      breakAt({ holds: false, seq: told.seq, why: 'altered' }, [])
    } else {
      state.value = 'holds'
    }
    if (seen.value && kept.value === null) kept.value = false
    // What is broken is not to be remembered in the place of what was whole.
    if (state.value !== 'holds' || kept.value === false || reached.value.seq === 0) return
    const now = { ...reached.value, at: new Date().toISOString() }
    rememberHead(now)
    seen.value ??= now
  }

  async function goOn(): Promise<void> {
    walk.abort()
    walk = new AbortController()
    const { signal } = walk
    state.value = 'walking'
    try {
      for (;;) {
        const piece = await fetchPiece(reached.value.seq, signal)
        head.value = piece.head
        asked.value = 'ready'
        if (!(await follow(piece.events, signal))) return
        if (piece.next === null || piece.events.length === 0) return finish(piece.head)
      }
    } catch (error) {
      if (!signal.aborted) state.value = outcomeOf(error) === 'offline' ? 'offline' : 'failed'
    }
  }

  /** Begins at the first event. */
  function begin(): Promise<void> {
    reached.value = start
    broken.value = null
    kept.value = null
    seen.value = recallHead()
    return goOn()
  }

  function stop(): void {
    walk.abort()
    state.value = 'stopped'
  }

  function forget(): void {
    rememberHead(null)
    seen.value = null
    kept.value = null
  }

  return {
    head,
    asked,
    look,
    state,
    /** events that have been followed */
    done: computed(() => reached.value.seq),
    broken,
    seen,
    kept,
    begin,
    goOn,
    stop,
    forget,
  }
}
