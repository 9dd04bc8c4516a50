import { type Ref, shallowRef, watch } from 'vue'
import type { Circle, CircleList } from '../../schema/contract/circle.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'

/** How asking for a page's own data went. */
export type Asking = 'loading' | 'ready' | 'missing' | 'offline' | 'failed'

/** What an error means to whoever asked. */
export function outcome(error: unknown): Asking {
  if (!(error instanceof ApiFailure)) return 'failed'
  if (error.kind === 'offline') return 'offline'
  return [400, 404].includes(error.problem?.status ?? 0) ? 'missing' : 'failed'
}

/** All circles with what they have (`GET /api/circles`). */
export function useCircles(): {
  circles: Ref<CircleList['circles'] | null>
  state: Ref<Asking>
  load: () => Promise<void>
} {
  const circles = shallowRef<CircleList['circles'] | null>(null)
  const state = shallowRef<Asking>('loading')
  async function load(): Promise<void> {
    state.value = 'loading'
    try {
      const given: CircleList = await answer(api.circles.$get())
      circles.value = given.circles
      state.value = 'ready'
    } catch (error) {
      state.value = outcome(error)
    }
  }
  void load()
  return { circles, state, load }
}

/** One circle, type by type (`GET /api/circles/:code`). */
export function useCircle(code: Ref<string>): {
  circle: Ref<Circle | null>
  state: Ref<Asking>
  load: () => Promise<void>
} {
  const circle = shallowRef<Circle | null>(null)
  const state = shallowRef<Asking>('loading')
  async function load(): Promise<void> {
    const wanted = code.value
    state.value = 'loading'
    try {
      const given: Circle = await answer(api.circles[':code'].$get({ param: { code: wanted } }))
      if (wanted !== code.value) return
      circle.value = given
      state.value = 'ready'
    } catch (error) {
      if (wanted === code.value) state.value = outcome(error)
    }
  }
  watch(code, load, { immediate: true })
  return { circle, state, load }
}
