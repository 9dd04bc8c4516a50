import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { City } from '../../schema/contract/city.ts'
import { ApiFailure, answer, api } from './api.ts'

/**
 * The city that this site serves (`GET /api/city`): its name, whether its data is made up, its types and settings.
 * Asked for once; every page may call {@link useCity.load}.
 */
export const useCity = defineStore('city', () => {
  const city = shallowRef<City | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  let asked: Promise<void> | null = null
  /** whether somebody has changed the city since it was fetched */
  let changed = false

  async function ask(): Promise<void> {
    failure.value = null
    try {
      const cache = changed ? 'no-cache' : 'default'
      city.value = await answer(api.city.$get({}, { init: { cache } }))
      changed = false
    } catch (error) {
      asked = null
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  /** Fetches the city unless that was done or is under way; after a failure, calling it again tries again. */
  function load(): Promise<void> {
    asked ??= ask()
    return asked
  }

  /**
   * Fetches the city anew, when somebody has just changed it; what was known stays until it has come. Where that fails, the
   * next page that calls {@link load} tries again.
   */
  function renew(): Promise<void> {
    changed = true
    asked = ask()
    return asked
  }

  return { city, failure, load, renew }
})
