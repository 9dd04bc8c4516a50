import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ResidencesCounted } from '../../schema/contract/residence.ts'
import type { ReadResidences } from '../../schema/import/residences.ts'
import type { Crs } from '../../schema/rules/coordinates.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { boundsOf } from './city-bounds.ts'
import { ReaderFailure, ReaderStopped } from './import-reader.ts'
import { StreetsReader } from './network-reader.ts'

/** Where people live: what is loaded, and a file that is looked at before it takes its place. */
export const useResidences = defineStore('desk-residences', () => {
  const city = useCity()
  const counted = shallowRef<ResidencesCounted | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const file = shallowRef<File | null>(null)
  const crs = ref<Crs>('wgs84')
  const read = shallowRef<ReadResidences | null>(null)
  const reading = ref(false)
  /** why the file cannot be read: the reader's words in both languages */
  const trouble = shallowRef<{ reason: string | null } | null>(null)

  const households = computed(() => read.value?.residences.reduce((sum, one) => sum + one.households, 0) ?? 0)

  async function load(): Promise<void> {
    failure.value = null
    try {
      counted.value = await answer(api.desk.residences.$get({}, { init: { cache: 'no-store' } }))
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  function drop(): void {
    file.value = null
    read.value = null
    trouble.value = null
  }

  /** Reads a file anew, such as when its positions are meant otherwise. */
  async function look(): Promise<void> {
    const chosen = file.value
    await city.load()
    const bounds = boundsOf(city.city)
    if (!chosen || !city.city || !bounds || reading.value) return
    const subdistricts = new Map(city.city.subdistricts.map(({ code, name }) => [code, name]))
    const communities = city.city.communities.map(({ code, name, subdistrict, centre }) => ({
      code,
      name,
      subdistrict: subdistricts.get(subdistrict) ?? '',
      centre: centre && ([centre[0], centre[1]] as const),
    }))
    trouble.value = null
    reading.value = true
    try {
      const bytes = await chosen.arrayBuffer()
      const ground = { bounds, communities, crs: crs.value }
      read.value = await new StreetsReader().residences(bytes, ground)
    } catch (error) {
      read.value = null
      if (!(error instanceof ReaderStopped)) {
        trouble.value = { reason: error instanceof ReaderFailure ? error.reason : null }
      }
    } finally {
      reading.value = false
    }
  }

  async function choose(chosen: File): Promise<void> {
    drop()
    file.value = chosen
    await look()
  }

  async function put(residences: ReadResidences['residences']): Promise<void> {
    await done(api.desk.residences.$put({ json: { residences } }))
    drop()
    await load()
  }

  /**
   * Puts the rows of the file that are right in the place of what was loaded.
   * @throws ApiFailure
   */
  const send = (): Promise<void> => put(read.value?.residences ?? [])

  /**
   * Takes all away; shares are counted by the streets again.
   * @throws ApiFailure
   */
  const clear = (): Promise<void> => put([])

  return {
    counted,
    failure,
    file,
    crs,
    read,
    reading,
    trouble,
    households,
    load,
    drop,
    look,
    choose,
    send,
    clear,
  }
})
