import { type Ref, shallowRef, watch } from 'vue'
import type { OneCircleAssessment } from '../../schema/contract/assessment.ts'
import { type Asking, outcomeOf } from '../satisfaction/asking.ts'
import { answer, api } from '../shell/api.ts'

/** What one circle has and lacks (`GET /api/circles/:code/assessment`). */
export function useCircleAssessment(code: Readonly<Ref<string>>): {
  assessment: Ref<OneCircleAssessment | null>
  state: Ref<Asking>
} {
  const assessment = shallowRef<OneCircleAssessment | null>(null)
  const state = shallowRef<Asking>('loading')
  async function load(): Promise<void> {
    const wanted = code.value
    state.value = 'loading'
    assessment.value = null
    try {
      const given: OneCircleAssessment = await answer(
        api.circles[':code'].assessment.$get({ param: { code: wanted } }),
      )
      if (wanted !== code.value) return
      assessment.value = given
      state.value = 'ready'
    } catch (error) {
      if (wanted === code.value) state.value = outcomeOf(error)
    }
  }
  watch(code, load, { immediate: true })
  return { assessment, state }
}
