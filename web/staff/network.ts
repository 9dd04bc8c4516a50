import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NetworkListed } from '../../schema/contract/network.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'

/** The versions of the street network. */
export const useNetworks = defineStore('desk-networks', () => {
  const city = useCity()
  const versions = shallowRef<readonly NetworkListed[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const inUse = computed(() => versions.value?.find((version) => version.inUse) ?? null)

  /** Fetches them anew; what was known stays until the answer is there. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      const given = await answer(api.desk.network.$get({}, { init: { cache: 'no-store' } }))
      versions.value = given.versions
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /**
   * Takes another version into use, or none.
   * @throws ApiFailure
   */
  async function choose(version: number | null): Promise<void> {
    const read = inUse.value?.version ?? null
    await done(api.desk.network['in-use'].$put({ json: { read, version } }))
    await Promise.all([load(), city.renew()])
  }

  return { versions, failure, inUse, load, choose }
})
