/** A browser's database for the tests of what is kept in one. */

import 'fake-indexeddb/auto'
import { afterAll, vi } from 'vitest'

/** Transactions that have not come to their end, in whichever factory. */
const underWay = new Set<IDBTransaction>()

const begin = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (...given: Parameters<typeof begin>) {
  const transaction = begin.apply(this, given)
  underWay.add(transaction)
  for (const end of ['complete', 'abort'])
    transaction.addEventListener(end, () => underWay.delete(transaction))
  return transaction
}

/** Turns of the event loop without a transaction, after which a page is taken to have done its work. */
const QUIET_TURNS = 10

/** A page that has gone may have work under way; with the world of its file gone, that would fail unheard. */
afterAll(async () => {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = underWay.size > 0 ? 0 : quiet + 1)
    await new Promise((resolve) => setTimeout(resolve))
})

/** Gives the browser an empty database until globals are unstubbed. */
export function emptyDatabase(): void {
  vi.stubGlobal('indexedDB', new IDBFactory())
}
