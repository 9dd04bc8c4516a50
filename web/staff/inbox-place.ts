import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import { answer, api } from '../shell/api.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'

/** Where an outlet stands, and where somebody wants to put it. */
export interface InboxPlace {
  /** of the listing; null until it has come */
  version: string | null
  /** as it is stored */
  stored: Position | null
  /** as it was before it was moved here; null while it has not been */
  before: Position | null
  /** where the pin is on the screen */
  pin: Position | null
  busy: 'loading' | 'saving' | null
  failure: DeskFailure | null
  /** the request under way and its key: sent again, it must not move the outlet twice */
  attempt: { key: string; version: string; pin: Position } | null
}

const unknown: InboxPlace = {
  version: null,
  stored: null,
  before: null,
  pin: null,
  busy: null,
  failure: null,
  attempt: null,
}

const isSame = (one: Position | null, other: Position | null) => one?.join() === other?.join()

/**
 * Pins of outlets whose place is in question. What has been placed and is not stored is kept until the site is left,
 * whatever entry is looked at meanwhile.
 */
export const useInboxPlaces = defineStore('inbox-places', () => {
  const places = shallowReactive(new Map<string, InboxPlace>())
  const placeOf = (outlet: string): InboxPlace => places.get(outlet) ?? unknown
  const change = (outlet: string, part: Partial<InboxPlace>) =>
    places.set(outlet, { ...placeOf(outlet), ...part })
  /** Whether a pin stands where nobody has stored it. */
  const isMoved = (outlet: string) => !isSame(placeOf(outlet).pin, placeOf(outlet).stored)

  /** Fetches where an outlet stands; a pin that has been moved stays where it was put. */
  async function load(outlet: string): Promise<void> {
    change(outlet, { busy: 'loading', failure: null })
    try {
      const call = api.listings[':id'].$get({ param: { id: outlet } }, { init: { cache: 'no-store' } })
      const { version, fields } = await answer(call)
      const pin = isMoved(outlet) ? placeOf(outlet).pin : fields.position
      change(outlet, { version, stored: fields.position, pin, busy: null })
    } catch (error) {
      change(outlet, { busy: null, failure: deskFailureOf(error) })
    }
  }

  function move(outlet: string, pin: Position): void {
    change(outlet, { pin, failure: null })
  }

  /** Stores where the pin is. */
  async function save(outlet: string): Promise<void> {
    const { version, stored, pin, busy, attempt } = placeOf(outlet)
    if (!version || !pin || busy || isSame(pin, stored)) return
    const again = attempt?.version === version && isSame(attempt.pin, pin)
    const sent = again && attempt ? attempt : { key: crypto.randomUUID(), version, pin }
    change(outlet, { busy: 'saving', failure: null, attempt: sent })
    try {
      const [lng, lat] = pin
      const call = api.listings[':id'].$patch(
        { param: { id: outlet }, json: { position: [lng, lat] } },
        { headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': sent.key } },
      )
      const then = await answer(call)
      change(outlet, { version: then.version, stored: pin, before: stored, busy: null, attempt: null })
    } catch (error) {
      change(outlet, { busy: null, failure: deskFailureOf(error) })
    }
  }

  /** Puts an outlet back where it was before it was moved here. */
  async function undo(outlet: string): Promise<void> {
    const { before, busy } = placeOf(outlet)
    if (!before || busy) return
    move(outlet, before)
    await save(outlet)
    if (!placeOf(outlet).failure) change(outlet, { before: null })
  }

  return { placeOf, isMoved, load, move, save, undo }
})
