import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'

const rememberedKey = 'yikezhong.community'

/** Why the phone gave no position. */
export type LocatingFailure = 'refused' | 'unavailable' | 'far'

/**
 * Where one walks from, beside what the address says: the phone's own position or a pin on the map, which stay in this
 * page's memory and nowhere else, and the community chosen last, which stays in this browser.
 */
export const useOrigin = defineStore('origin', () => {
  const position = shallowRef<Position | null>(null)
  const pin = shallowRef<Position | null>(null)
  /** the pin is being dragged */
  const moving = ref(false)
  const locating = ref(false)
  const failure = ref<LocatingFailure | null>(null)
  /** the question to the phone that is still wanted */
  let wanted: symbol | null = null

  /** The community chosen last, or null. */
  function recall(): string | null {
    try {
      const code = localStorage.getItem(rememberedKey)
      return code !== null && /^\d{12}$/.test(code) ? code : null
    } catch {
      return null
    }
  }

  /** @param community null forgets */
  function remember(community: string | null): void {
    try {
      if (community === null) localStorage.removeItem(rememberedKey)
      else localStorage.setItem(rememberedKey, community)
    } catch {
      // Then it has to be chosen again next time.
    }
  }

  /**
   * Asks the phone where it is; only ever because a button was pressed.
   * @param within west, south, east, north: a position outside the city helps nobody and counts as a failure
   */
  async function locate(within: readonly number[]): Promise<void> {
    const question = Symbol('where the phone is')
    wanted = question
    locating.value = true
    failure.value = null
    const found = await ask().catch((error: unknown) => (isRefusal(error) ? 'refused' : 'unavailable'))
    if (wanted !== question) return
    giveUp()
    if (typeof found === 'string') failure.value = found
    else if (!isInside(found, within)) failure.value = 'far'
    else {
      forget()
      position.value = found
    }
  }

  /** What the phone says later is not wanted any more. */
  function giveUp(): void {
    wanted = null
    locating.value = false
  }

  /**
   * Puts a pin on the map, or moves it.
   * @param dropped false while it is still being dragged
   */
  function movePin(to: Position, dropped: boolean): void {
    giveUp()
    position.value = null
    failure.value = null
    pin.value = to
    moving.value = !dropped
  }

  function forget(): void {
    giveUp()
    position.value = null
    pin.value = null
    moving.value = false
    failure.value = null
  }

  return { position, pin, moving, locating, failure, recall, remember, locate, movePin, forget }
})

function ask(): Promise<Position> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('no geolocation'))
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]),
      reject,
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })
}

/** `PERMISSION_DENIED` of the Geolocation API. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 1
}

function isInside(
  [lng, lat]: Position,
  [west = 0, south = 0, east = 0, north = 0]: readonly number[],
): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
