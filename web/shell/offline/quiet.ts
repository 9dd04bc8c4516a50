import { shallowRef } from 'vue'
import { atRest } from '../rest.ts'

/** Whether the first page stands and the phone has had a moment of rest: the time for everything that may come late. */
export const quiet = shallowRef(false)

/** Says that the first page stands. */
export function afterFirstPage(): void {
  atRest(() => {
    quiet.value = true
  })
}
