import { useRoute, useRouter } from 'vue-router'
import { type Attempt, useAttempt } from './attempt.ts'
import { useSession } from './session.ts'
import type { Reason } from './where-next.ts'

/** Parts of the account's page that one comes back to after signing in again. */
export type AccountPart = 'password' | 'totp' | 'passkeys' | 'sessions'

/** Something that somebody does about their own account. */
export interface OwnAct extends Attempt {
  /** Whether one has signed in lately enough; otherwise leads to signing in again, and back to this part. */
  mayBegin: () => boolean
  /** Whether one has come back to this part to go on. */
  returned: boolean
}

/**
 * What changes one's own account: like {@link useAttempt}, and where the worker wants a fresh sign-in it leads there
 * and back, with words why.
 */
export function useOwnAct(part: AccountPart): OwnAct {
  const session = useSession()
  const router = useRouter()
  const route = useRoute()
  const tried = useAttempt()
  const { attempt, failure } = tried

  function signIn(why: Reason): void {
    void router.push({ name: 'sign-in', query: { next: `/account#${part}`, why } })
  }

  async function act(what: () => Promise<unknown>): Promise<boolean> {
    const went = await attempt(what)
    const code = failure.value?.code
    if (code === 'sign_in_again') signIn('again')
    else if (code === 'not_signed_in') signIn('over')
    return went
  }

  function mayBegin(): boolean {
    if (session.session?.fresh) return true
    signIn('again')
    return false
  }

  return { ...tried, attempt: act, mayBegin, returned: route.hash === `#${part}` }
}
