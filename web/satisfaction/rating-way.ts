import { type Ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type VoiceWay, voiceWays } from '../../schema/catalog/satisfaction.ts'

const wayOf = (said: unknown): VoiceWay | null => voiceWays.find((way) => way === said) ?? null

/**
 * By which way somebody has come to rate: a poster's address says so (`?via=poster`). It is taken out of the address at
 * once, so that who passes the link on does not mark what others say; this entry of the browser's history remembers it, so
 * that reloading and going back change nothing.
 */
export function useRatingWay(): Readonly<Ref<VoiceWay | null>> {
  const router = useRouter()
  const route = useRoute()
  const way = shallowRef<VoiceWay | null>(null)

  function read(): void {
    const { via: said, ...query } = route.query
    if (said === undefined) {
      way.value = wayOf(window.history.state?.via)
      return
    }
    way.value = wayOf(said)
    void router.replace({ path: route.path, query, hash: route.hash, state: { via: way.value } })
  }
  // Another subject on the same page is another arrival; taking the query away is not.
  watch(() => route.path, read, { immediate: true })
  return way
}
