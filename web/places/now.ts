import { onScopeDispose, type Ref, readonly, ref } from 'vue'

/** Half a minute: what says "until 20:30" is never wrong for long, and an old phone is not kept awake. */
const TICK = 30_000

let now: Ref<number> | null = null
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  if (now && document.visibilityState === 'visible') now.value = Date.now()
}

/**
 * The time, in epoch milliseconds, renewed twice a minute while the page can be seen, and at once when it is seen
 * again. All users share one clock.
 */
export function useNow(): Readonly<Ref<number>> {
  now ??= ref(Date.now())
  if (users++ === 0) {
    now.value = Date.now()
    timer = setInterval(tick, TICK)
    document.addEventListener('visibilitychange', tick)
  }
  onScopeDispose(() => {
    if (--users > 0) return
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return readonly(now)
}
