import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LedgerLine } from '../../schema/contract/ledger.ts'
import type { Listing } from '../../schema/contract/listing.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'

/**
 * The outlets of one's area, page by page: what has come is used while the rest is on its way. After a failure it goes
 * on where it stopped.
 */
export const useLedger = defineStore('ledger', () => {
  const lines = shallowRef<readonly LedgerLine[]>([])
  const total = ref<number | null>(null)
  const loading = ref(false)
  /** whether all of it is here */
  const complete = ref(false)
  const failure = ref<DeskFailure | null>(null)
  const placeOf = computed(() => new Map(lines.value.map(({ id }, place) => [id, place])))
  /** whose area it is: another account must not see it */
  let owner: string | null = null
  let cursor: string | null = null
  /** raised when what is on its way is no longer wanted */
  let reading = 0

  function forget(): void {
    reading += 1
    lines.value = []
    total.value = null
    complete.value = false
    loading.value = false
    failure.value = null
    cursor = null
  }

  /** Fetches the ledger of an account, unless it is here or on its way. */
  async function load(handle: string): Promise<void> {
    if (owner !== handle) forget()
    owner = handle
    if (loading.value || complete.value) return
    loading.value = true
    failure.value = null
    reading += 1
    const turn = reading
    try {
      do {
        const page = await readPage(cursor)
        if (turn !== reading) return
        take(page.rows)
        total.value = page.total ?? total.value
        cursor = page.next
      } while (cursor !== null)
      complete.value = true
    } catch (error) {
      if (turn === reading) failure.value = deskFailureOf(error)
    } finally {
      if (turn === reading) loading.value = false
    }
  }

  const readPage = (after: string | null) =>
    answer(api.desk.outlets.$get({ query: after === null ? {} : { after } }, { init: { cache: 'no-store' } }))

  /** Rows come once: one that somebody has added here meanwhile may be among those that follow. */
  function take(rows: readonly LedgerLine[]): void {
    const fresh = rows.filter(({ id }) => !placeOf.value.has(id))
    lines.value = [...lines.value, ...fresh]
  }

  /** Fetches everything anew. */
  async function reload(): Promise<void> {
    const handle = owner
    if (handle === null) return
    forget()
    await load(handle)
  }

  const lineOf = (id: string): LedgerLine | null => {
    const place = placeOf.value.get(id)
    return place === undefined ? null : (lines.value[place] ?? null)
  }

  /** Puts lines in the place of what was known of their outlets; those that are new come last. */
  function put(changed: readonly LedgerLine[]): void {
    const next = [...lines.value]
    for (const line of changed) next[placeOf.value.get(line.id) ?? next.length] = line
    if (total.value !== null) total.value += next.length - lines.value.length
    lines.value = next
  }

  /**
   * Reads one outlet anew.
   * @returns null when it is no longer there, or no longer in one's area
   * @throws ApiFailure when the network or the worker failed
   */
  async function read(id: string): Promise<LedgerLine | null> {
    const line = lineOf(id)
    try {
      const call = api.listings[':id'].$get({ param: { id } }, { init: { cache: 'no-store' } })
      const now = lineFrom(await answer(call), line)
      put([now])
      return now
    } catch (error) {
      const code = error instanceof ApiFailure ? error.problem?.code : null
      if (code !== 'not_found' && code !== 'forbidden') throw error
      return null
    }
  }

  return { lines, total, loading, complete, failure, load, reload, lineOf, put, read }
})

/** What a listing says, as a line of the ledger; what only the ledger knows is taken from the line before. */
function lineFrom(listing: Listing, before: LedgerLine | null): LedgerLine {
  const { closures: _, prices: _prices, photoText: _photo, ...fields } = listing.fields
  return {
    id: listing.id,
    version: listing.version,
    source: before?.source ?? 'ledger',
    fields: { ...fields, hoursText: listing.hoursText },
    confirmedAt: listing.confirmedAt,
    confirmedBy: listing.confirmedBy,
    disputed: listing.disputed,
    holder: before?.holder ?? null,
    waiting: listing.waiting.filter(({ state }) => state === 'waiting').length,
  }
}
