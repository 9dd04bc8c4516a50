import { onScopeDispose } from 'vue'

/** Milliseconds in which whoever taps what was just drawn is answered before anything else. */
const FIRST_TAP = 100

/** Milliseconds that stand for a moment without work in browsers that do not tell of one. */
const INSTEAD_OF_IDLE = 200

/** Runs what may come late: when what was drawn has been there for a moment, and the phone has nothing else to do. */
export function atRest(run: () => void): void {
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, INSTEAD_OF_IDLE))
  idle(() => setTimeout(() => idle(run), FIRST_TAP))
}

/** Gives {@link atRest} for a component: what it wanted is not done any more once it has gone. */
export function useRest(): (run: () => void) => void {
  let there = true
  onScopeDispose(() => {
    there = false
  })
  return (run) =>
    atRest(() => {
      if (there) run()
    })
}
