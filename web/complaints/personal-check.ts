import { type ComputedRef, computed, shallowRef } from 'vue'
import { findPersonal, type PersonalFinding } from '../../schema/rules/personal.ts'

/**
 * What in somebody's words looks personal and has not been decided on. What is to stay is remembered by its own words,
 * so that it is not asked about again when other words change.
 */
export function usePersonalCheck(text: () => string): {
  findings: ComputedRef<PersonalFinding[]>
  keep: (finding: PersonalFinding) => void
  reset: () => void
} {
  const stays = shallowRef<ReadonlySet<string>>(new Set())
  return {
    findings: computed(() => findPersonal(text()).filter((finding) => !stays.value.has(finding.text))),
    keep: (finding) => {
      stays.value = new Set([...stays.value, finding.text])
    },
    reset: () => {
      stays.value = new Set()
    },
  }
}
