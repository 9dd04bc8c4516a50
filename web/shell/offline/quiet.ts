import { shallowRef } from 'vue'

/** Whether the first page stands and the phone has had a moment of rest: the time for everything that may come late. */
export const quiet = shallowRef(false)

/** Says that the first page stands. */
export function afterFirstPage(): void {
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 500))
  idle(() => {
    quiet.value = true
  })
}
