import { onScopeDispose, type Ref, ref, watch } from 'vue'
import type { WeekProblem } from '../../schema/rules/hours/week-problems.ts'

/** A "2" on the way to "20:00" is no mistake: milliseconds before one is told. */
export const SETTLE = 700

const same = (a: WeekProblem, b: WeekProblem) => a.code === b.code && a.day === b.day && a.span === b.span

/** The problems to show: what has been put right goes at once, what is new comes when the typing has paused. */
export function useSettledProblems(
  problems: Readonly<Ref<readonly WeekProblem[]>>,
): Readonly<Ref<readonly WeekProblem[]>> {
  const settled = ref<readonly WeekProblem[]>(problems.value)
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(problems, (now) => {
    clearTimeout(timer)
    settled.value = now.filter((one) => settled.value.some((shown) => same(one, shown)))
    if (settled.value.length < now.length) timer = setTimeout(() => (settled.value = now), SETTLE)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}
