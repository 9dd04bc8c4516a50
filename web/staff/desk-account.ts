import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { mayInvite, type Role } from '../../schema/catalog/roles.ts'
import type { Area } from '../../schema/contract/account.ts'
import { useSession } from '../accounts/session.ts'
import { useWords } from '../shell/words.ts'
import type { DeskFailure } from './desk-failure.ts'

/** Who is at the desk, and what they may do there. */
export function useDeskAccount() {
  const session = useSession()
  const { t, pick } = useWords()
  const account = computed(() => session.account)
  const invites = computed((): readonly Role[] => (account.value ? mayInvite[account.value.role] : []))
  return {
    account,
    /** roles that are in one's hands */
    invites,
    /** an auditor looks and does not act */
    mayAct: computed(() => account.value !== null && account.value.role !== 'auditor'),
    /** the name of an area; a city's is "the whole city" */
    areaName: (area: Area | null) => (area ? pick(area.name, area.nameEn) : t('desk.division.city')),
  }
}

/**
 * Where the worker wants a sign-in, leads there and back to this page, with words why. What was being filled in stays
 * in the stores meanwhile.
 */
export function useSignInAgain() {
  const session = useSession()
  const router = useRouter()
  const route = useRoute()

  function lead(why: 'again' | 'over'): void {
    void router.push({ name: 'sign-in', query: { next: route.fullPath, why } })
  }
  return {
    /** whether a failure was about signing in, and somebody is on their way there */
    led: (failure: DeskFailure | null): boolean => {
      if (failure === 'sign_in_again') lead('again')
      else if (failure === 'not_signed_in') lead('over')
      else return false
      return true
    },
    /** Whether one has signed in lately enough to change accounts; otherwise leads to signing in. */
    mayBegin: (): boolean => {
      if (session.session?.fresh) return true
      lead('again')
      return false
    },
  }
}
