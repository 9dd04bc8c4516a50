import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import { reachMinutes } from '../../schema/catalog/paces.ts'
import type { City } from '../../schema/contract/city.ts'

/** What the worker is asked, and what it answers: pieces of streets of each centre, or null where it could not. */
export interface StreetsWanted {
  url: string
  centres: readonly (Position | null)[]
  limitSeconds: number
}
export interface StreetsFound {
  streets: Position[][][] | null
}

/** Minutes on foot up to which a street is a community's. */
export const GROUND_MINUTES = Math.max(...reachMinutes)

/**
 * The streets of each community's service centre, by its code. They are found in a worker of their own, which ends with
 * the page.
 */
export function useStreets(city: () => City | null): {
  streets: Readonly<Ref<ReadonlyMap<string, readonly Position[][]> | null>>
  state: Readonly<Ref<'none' | 'finding' | 'found' | 'failed'>>
} {
  const streets = shallowRef<ReadonlyMap<string, readonly Position[][]> | null>(null)
  const state = shallowRef<'none' | 'finding' | 'found' | 'failed'>('none')
  let worker: Worker | null = null

  function end(): void {
    worker?.terminate()
    worker = null
  }
  onScopeDispose(end)

  watch(
    city,
    async (known) => {
      const url = known?.walking.network?.url
      if (!known || !url || state.value !== 'none' || typeof Worker === 'undefined') return
      state.value = 'finding'
      const codes = known.communities.map(({ code }) => code)
      const wanted: StreetsWanted = {
        url,
        centres: known.communities.map(({ centre }) => centre),
        limitSeconds: GROUND_MINUTES * 60,
      }
      const { default: StreetsWorker } = await import('./streets.worker.ts?worker')
      worker = new StreetsWorker()
      worker.addEventListener('message', ({ data }: MessageEvent<StreetsFound>) => {
        state.value = data.streets ? 'found' : 'failed'
        if (data.streets) streets.value = new Map(codes.map((code, at) => [code, data.streets?.[at] ?? []]))
        end()
      })
      worker.addEventListener('error', () => {
        state.value = 'failed'
        end()
      })
      worker.postMessage(wanted)
    },
    { immediate: true },
  )
  return { streets, state }
}
