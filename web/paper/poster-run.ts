import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { City } from '../../schema/contract/city.ts'
import { layPoster, type Poster } from './poster.ts'
import { type Postered, posterOf } from './poster-words.ts'
import { textWidth } from './text-width.ts'

/** How far laying out has come. */
export interface PosterProgress {
  done: number
  of: number
}

/** Milliseconds of work before the page may do something else: a button is answered within two of them. */
const SLICE = 40

const breathe = () => new Promise((resolve) => setTimeout(resolve))

/** Lays many posters out without holding the page up, and can be stopped. */
export function usePosterRun(): {
  /** what has been laid out last, in its order */
  posters: Readonly<ShallowRef<readonly Poster[]>>
  progress: Readonly<Ref<PosterProgress | null>>
  /** gives false when it was stopped */
  lay: (list: readonly Postered[], city: City) => Promise<boolean>
  /** stops laying out, and takes away what was laid out */
  stop: () => void
} {
  const posters = shallowRef<readonly Poster[]>([])
  const progress = ref<PosterProgress | null>(null)
  let runs = 0

  async function lay(list: readonly Postered[], city: City): Promise<boolean> {
    runs += 1
    const own = runs
    const done: Poster[] = []
    posters.value = []
    let since = performance.now()
    for (const one of list) {
      if (performance.now() - since > SLICE || done.length === 0) {
        progress.value = { done: done.length, of: list.length }
        await breathe()
        if (own !== runs) return false
        since = performance.now()
      }
      done.push(layPoster(posterOf(one, city, window.location.origin), textWidth))
    }
    posters.value = done
    progress.value = null
    return true
  }

  function stop(): void {
    runs += 1
    posters.value = []
    progress.value = null
  }
  onScopeDispose(stop)

  return { posters, progress, lay, stop }
}
