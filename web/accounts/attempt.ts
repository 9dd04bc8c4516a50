import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { ApiFailure } from '../shell/api.ts'
import { PasskeyFailure } from './passkey.ts'

/** What can go wrong with what somebody does about an account. */
export type FailureCode =
  | ProblemCode
  | 'offline'
  | 'unknown'
  | 'passkey_left'
  | 'passkey_known'
  | 'passkey_failed'

export interface Failure {
  code: FailureCode
  /** fields that the worker found fault with */
  fields: readonly string[]
  /** seconds after which it may be tried again */
  wait: number
}

/** One thing that somebody tries, how it went, and how long they must wait before they may try again. */
export interface Attempt {
  busy: Ref<boolean>
  failure: ShallowRef<Failure | null>
  /** seconds left */
  left: Ref<number>
  /** Tries, unless it is being tried or one has to wait; says whether it went well. */
  attempt: (act: () => Promise<unknown>) => Promise<boolean>
}

/** What an error means to the person. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PasskeyFailure) return { code: `passkey_${error.kind}`, fields: [], wait: 0 }
  if (!(error instanceof ApiFailure)) return { code: 'unknown', fields: [], wait: 0 }
  return {
    code: error.kind === 'offline' ? 'offline' : (error.problem?.code ?? 'unknown'),
    fields: error.problem?.fields?.map(({ field }) => field) ?? [],
    wait: error.retryAfter ?? 0,
  }
}

/** Trying things one after the other, with what a form shows of it. */
export function useAttempt(): Attempt {
  const busy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  const { left, begin } = useCountdown()

  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value || left.value > 0) return false
    busy.value = true
    failure.value = null
    try {
      await act()
      return true
    } catch (error) {
      failure.value = failureOf(error)
      begin(failure.value.wait)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, failure, left, attempt }
}

/** Seconds that are counted down, by the clock: a phone in a pocket counts too slowly. */
function useCountdown(): { left: Ref<number>; begin: (seconds: number) => void } {
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  function begin(seconds: number): void {
    clearInterval(timer)
    left.value = seconds
    if (seconds <= 0) return
    const end = Date.now() + seconds * 1_000
    timer = setInterval(() => {
      left.value = Math.max(0, Math.ceil((end - Date.now()) / 1_000))
      if (left.value === 0) clearInterval(timer)
    }, 1_000)
  }
  onScopeDispose(() => clearInterval(timer))
  return { left, begin }
}
