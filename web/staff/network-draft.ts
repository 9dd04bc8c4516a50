import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { networkLimits } from '../../schema/catalog/network-limits.ts'
import { networkShareInside } from '../../schema/catalog/network-refusals.ts'
import type { BuildStep } from '../../schema/import/network/build.ts'
import { ApiFailure, answer } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { upload } from '../shell/upload.ts'
import { boundsOf } from './city-bounds.ts'
import { ReaderFailure, ReaderStopped } from './import-reader.ts'
import { useNetworks } from './network.ts'
import { type BuiltNetwork, type GivenSource, StreetsReader } from './network-reader.ts'

/** Bytes of a file of streets that a browser is asked to read: a province of OpenStreetMap is about as large. */
export const STREETS_FILE_MAX = 200_000_000

/** Why there is no network of a file: the reader's words in both languages, or one of the page's own. */
export type NetworkTrouble = { reason: string } | 'too_large' | 'unknown' | 'no_city'

/** A file of which a street network is built, looked at, and sent. It stays while one looks at other pages. */
export const useNetworkDraft = defineStore('desk-network-draft', () => {
  const city = useCity()
  const networks = useNetworks()
  const file = shallowRef<File | null>(null)
  /** what is being done with it */
  const step = ref<BuildStep | 'opening' | null>(null)
  /** lines of which it must be said first whose they are */
  const asksWhose = ref(false)
  const built = shallowRef<BuiltNetwork | null>(null)
  const trouble = shallowRef<NetworkTrouble | null>(null)
  /** which share is sent, while it is */
  const sent = ref<number | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  let reader: StreetsReader | null = null
  let sending: AbortController | null = null

  /** What would be refused: most of it is not in the city. */
  const isElsewhere = computed(() => built.value !== null && built.value.share < networkShareInside)
  const isTooLarge = computed(() => (built.value?.packed.length ?? 0) > networkLimits.packedBytes)

  /** Puts everything aside, and stops what is under way. */
  function drop(): void {
    reader?.stop()
    sending?.abort()
    file.value = null
    built.value = null
    trouble.value = null
    failure.value = null
    asksWhose.value = false
  }

  async function choose(chosen: File): Promise<void> {
    drop()
    file.value = chosen
    if (chosen.size > STREETS_FILE_MAX) trouble.value = 'too_large'
    else await build(null)
  }

  /** @param source whose lines they are, once somebody has said it */
  async function build(source: GivenSource | null): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    await city.load()
    // Another may have been chosen, or none, while the city was on its way.
    if (file.value !== chosen) return
    const bounds = boundsOf(city.city)
    if (!bounds) {
      trouble.value = 'no_city'
      return
    }
    trouble.value = null
    step.value = 'opening'
    const own = new StreetsReader()
    reader = own
    try {
      const bytes = await chosen.arrayBuffer()
      const answered = await own.build({ bytes, bounds, source }, (next) => {
        step.value = next
      })
      asksWhose.value = answered === 'whose'
      built.value = answered === 'whose' ? null : answered
    } catch (error) {
      if (error instanceof ReaderStopped) return
      const reason = error instanceof ReaderFailure ? error.reason : null
      trouble.value = reason === null ? 'unknown' : { reason }
    } finally {
      if (reader === own) {
        reader = null
        step.value = null
      }
    }
  }

  /**
   * Sends it; a network that is there already is only taken into use.
   * @returns its version; null when that failed, or was stopped
   */
  async function send(): Promise<number | null> {
    const sendable = built.value
    if (!sendable || sent.value !== null) return null
    failure.value = null
    sent.value = 0
    const own = new AbortController()
    sending = own
    try {
      const answered: { version: number } = await answer(
        upload({
          address: '/api/desk/network',
          file: new Blob([sendable.packed], { type: 'application/octet-stream' }),
          headers: {},
          onSent: (share) => {
            sent.value = share
          },
          signal: own.signal,
        }),
      )
      drop()
      await Promise.all([networks.load(), city.renew()])
      return answered.version
    } catch (error) {
      if (!own.signal.aborted)
        failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
      return null
    } finally {
      sent.value = null
    }
  }

  return {
    file,
    step,
    asksWhose,
    built,
    trouble,
    sent,
    failure,
    isElsewhere,
    isTooLarge,
    choose,
    build,
    drop,
    send,
  }
})
