import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import type { City } from '../../schema/contract/city.ts'
import { ApiFailure } from '../shell/api.ts'
import { type Prepared, type Preparer, preparerOf } from './prepare.ts'

/** Where a run stopped: the circle that could not be fetched, and whether the network was to blame. */
export interface RunStopped {
  code: string
  /** its place among those that were wanted, from 1 */
  at: number
  offline: boolean
}

/**
 * Makes the booklets of many circles ready, one after the other. What has come is kept, so that a run that was broken off
 * goes on where it stopped; another language begins anew, because streets have other names in it.
 */
export function useBookletRun(): {
  /** those that are ready, in the order in which they were wanted */
  ready: Ref<readonly Prepared[]>
  /** how far it is; null while nothing runs */
  progress: Ref<{ done: number; of: number } | null>
  stopped: Ref<RunStopped | null>
  /** @returns whether all of them are ready: false when it was cancelled or stopped */
  run: (codes: readonly string[], city: City, english: boolean) => Promise<boolean>
  /** Ends a run and puts away what is laid out; what was fetched stays. */
  clear: () => void
} {
  const ready = shallowRef<readonly Prepared[]>([])
  const progress = ref<{ done: number; of: number } | null>(null)
  const stopped = ref<RunStopped | null>(null)
  const kept = new Map<string, Prepared>()
  let preparer: { own: Preparer; city: City; english: boolean } | null = null
  let running: AbortController | null = null

  function preparerFor(city: City, english: boolean): Preparer {
    if (preparer?.city !== city || preparer.english !== english) {
      preparer?.own.close()
      kept.clear()
      preparer = { own: preparerOf(city, english), city, english }
    }
    return preparer.own
  }

  async function run(codes: readonly string[], city: City, english: boolean): Promise<boolean> {
    cancel()
    const own = new AbortController()
    running = own
    const { prepare } = preparerFor(city, english)
    stopped.value = null
    ready.value = []
    for (const [done, code] of codes.entries()) {
      progress.value = { done, of: codes.length }
      try {
        const prepared = kept.get(code) ?? (await prepare(code, own.signal))
        kept.set(code, prepared)
        // Each is laid out while the next is fetched: the page stays alive, and the button to cancel with it.
        await new Promise((resolve) => setTimeout(resolve))
        if (own.signal.aborted) return false
        ready.value = [...ready.value, prepared]
      } catch (error) {
        if (own.signal.aborted) return false
        progress.value = null
        stopped.value = {
          code,
          at: done + 1,
          offline: error instanceof ApiFailure && error.kind === 'offline',
        }
        return false
      }
    }
    progress.value = null
    return true
  }

  function cancel(): void {
    running?.abort()
    running = null
    progress.value = null
  }

  function clear(): void {
    cancel()
    ready.value = []
    stopped.value = null
  }

  onScopeDispose(() => {
    cancel()
    preparer?.own.close()
  })
  return { ready, progress, stopped, run, clear }
}
