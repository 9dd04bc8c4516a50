import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Settings } from '../../schema/contract/settings.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { useSignInAgain } from './desk-account.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'

/** The parts of the settings, each with an address of its own. */
export const settingsParts = ['holidays', 'populations', 'surveys', 'official'] as const
export type SettingsPart = (typeof settingsParts)[number]

/** What the city office has set, as the worker has it. What is typed and not stored is kept in the stores of the parts. */
export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)

  /** Fetches everything, anew; what was known stays when that fails. */
  async function load(): Promise<void> {
    failure.value = null
    try {
      settings.value = await answer(api.desk.settings.$get({}, { init: { cache: 'no-store' } }))
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    }
  }

  return { settings, failure, load }
})

/** Changing a setting: what is under way, what went wrong, and what is to be told. */
export function useSettingsAct() {
  const store = useSettings()
  const { led } = useSignInAgain()
  const busy = ref(false)
  const failure = ref<DeskFailure | null>(null)
  const told = ref('')

  /**
   * Sends a change, and fetches what is set then: after a change, and where somebody else has been quicker.
   * @param words what is told when it is stored
   * @returns whether it is stored
   */
  async function run(request: () => Promise<void>, words: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = null
    told.value = ''
    let stored = false
    try {
      await request()
      stored = true
      await store.load()
      told.value = words
    } catch (error) {
      failure.value = deskFailureOf(error)
      if (!led(failure.value) && failure.value === 'changed_meanwhile') await store.load()
    } finally {
      busy.value = false
    }
    return stored
  }

  return { busy, failure, told, run }
}
