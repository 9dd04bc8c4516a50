import { type ComputedRef, computed, onMounted, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Session } from '../../schema/contract/account.ts'
import { useSession } from '../accounts/session.ts'

export type KeeperState = 'loading' | 'ready' | 'offline' | 'failed'
type Keeper = NonNullable<Session['account']>

/**
 * Who keeps a listing. Whoever is not signed in is led to signing in, and back.
 */
export function useKeeper(): {
  keeper: ComputedRef<Keeper | null>
  state: ComputedRef<KeeperState>
  ask: () => Promise<void>
  /** leads to signing in again: the session is over */
  signInAgain: () => Promise<void>
} {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const next = route.fullPath

  const state = computed((): KeeperState => {
    if (session.account) return 'ready'
    if (session.failure) return session.failure.kind === 'offline' ? 'offline' : 'failed'
    return 'loading'
  })

  async function ask(): Promise<void> {
    if (!session.account) await session.load()
  }

  let leaving = false
  async function signInAgain(): Promise<void> {
    leaving = true
    // else the page for signing in would believe that one is signed in, and lead back at once
    await session.load()
    await router.push({ name: 'sign-in', query: { next, why: 'over' } })
  }

  watch(
    () => session.session,
    (now) => {
      if (now && !session.account && !leaving) void router.replace({ name: 'sign-in', query: { next } })
    },
    { immediate: true },
  )
  onMounted(ask)

  return { keeper: computed(() => session.account), state, ask, signInAgain }
}
