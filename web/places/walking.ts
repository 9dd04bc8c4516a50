import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { Streets } from '../map/walking.ts'
import { useCity } from '../shell/city.ts'
import { usePlaces } from './store.ts'

/**
 * The streets along which minutes are walked (`City.walking.network`). They are asked for once, when the list stands;
 * until they are here, and where a city has none, minutes are estimated.
 */
export const useWalking = defineStore('walking', () => {
  const city = useCity()
  const places = usePlaces()
  const wanted = shallowRef(false)
  const streets = shallowRef<Streets | null>(null)
  /** the same once they know the places of the finder's index */
  const aimed = shallowRef<Streets | null>(null)
  const network = computed(() => city.city?.walking.network ?? null)
  /** what is under an address never changes, so that the address is all there is to compare */
  const url = computed(() => (wanted.value ? (network.value?.url ?? null) : null))

  async function open(address: string): Promise<void> {
    try {
      const { openStreets } = await import('../map/walking.ts')
      const opened = await openStreets(address)
      if (address === url.value) streets.value = opened
      else opened.close()
    } catch {
      // The minutes stay estimates, and say so. A network that failed may come with the next one.
      window.addEventListener('online', () => address === url.value && void open(address), { once: true })
    }
  }

  watch(url, (address) => {
    streets.value?.close()
    streets.value = null
    aimed.value = null
    if (address) void open(address)
  })

  async function aim(on: Streets, longitudes: Float64Array, latitudes: Float64Array): Promise<void> {
    aimed.value = null
    await on.aimAt(longitudes, latitudes)
    if (on === streets.value) aimed.value = on
  }

  // The arrays stay the same while the index only learns to spell.
  watch(
    [streets, () => places.index?.longitudes, () => places.index?.latitudes],
    ([on, lngs, lats]) => {
      // Streets that do not answer leave the estimates.
      if (on && lngs && lats) void aim(on, lngs, lats).catch(() => null)
    },
    // At once: seconds to the places before must not be taken for those to others.
    { flush: 'sync' },
  )

  /** Fetches the streets, unless that was done; whoever shows minutes calls it when it has nothing else to do. */
  function load(): void {
    wanted.value = true
  }

  return { streets, aimed, network, load }
})
