import { type ComputedRef, computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'

/** Milliseconds for which the answer before stays while the newest is on its way; then it would be a lie. */
const PATIENCE = 300

/** Something that was asked, and what came of it; null while nothing has. */
export interface Asked<Question, Answer> {
  question: Question
  answer: Answer | null
}

/**
 * Asks the newest question, one at a time: those that were overtaken before their turn are never asked, so that a pin
 * that is dragged is followed as quickly as it goes and no quicker. What it gives is a pair: until the newest is
 * answered, for a moment, the one before.
 * @param question null asks nothing; equal questions must be the same object
 * @param ask null while there is nobody who could answer, and between two who answer about different things; a promise
 *   that fails is an answer of null
 */
export function useNewest<Question extends object, Answer>(
  question: Ref<Question | null>,
  ask: Ref<((question: Question) => Promise<Answer | null>) | null>,
): ComputedRef<Asked<Question, Answer> | null> {
  const last = shallowRef<Asked<Question, Answer> | null>(null)
  const waiting = shallowRef(false)
  let busy = false
  /** grows when there is nobody to ask: what was answered until then may be about other things */
  let era = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function wait(): void {
    clearTimeout(timer)
    waiting.value = true
    timer = setTimeout(() => {
      waiting.value = false
    }, PATIENCE)
  }

  async function run(): Promise<void> {
    const [asked, asking] = [question.value, ask.value]
    if (busy || !asked || !asking) return
    busy = true
    const begun = era
    const answer = await asking(asked).catch(() => null)
    busy = false
    if (begun === era) last.value = { question: asked, answer }
    if (question.value === asked && ask.value === asking) {
      clearTimeout(timer)
      waiting.value = false
      return
    }
    wait()
    await run()
  }

  watch(
    [question, ask],
    ([asked, asking]) => {
      if (!asking) {
        era += 1
        last.value = null
      }
      if (!asked || !asking) return
      if (!waiting.value) wait()
      void run()
    },
    { immediate: true, flush: 'sync' },
  )
  onScopeDispose(() => clearTimeout(timer))

  return computed(() => {
    const now = question.value
    if (!now) return null
    const known = last.value
    return known && (known.question === now || waiting.value) ? known : { question: now, answer: null }
  })
}
