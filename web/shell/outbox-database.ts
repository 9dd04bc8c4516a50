import { type DBSchema, type IDBPDatabase, openDB, type StoreNames } from 'idb'
import type { Entry } from './outbox-entry.ts'
import { databaseName } from './outbox-exists.ts'
import type { Sent } from './outbox-sent.ts'

/** Where entries wait. */
export interface Shelf {
  /** false where nothing outlives the page */
  readonly lasting: boolean
  all(): Promise<Entry[]>
  /** Puts an entry in the place of whatever waits on its topic. */
  replace(entry: Entry): Promise<void>
  /** Changes an entry that is still there, and says whether it was; one that was replaced or removed stays away. */
  update(entry: Entry): Promise<boolean>
  remove(id: string): Promise<void>
  /** Removes an entry that was acknowledged and remembers it in the same step, where something is to be remembered. */
  finish(id: string, sent: Sent | null): Promise<void>
  /**
   * What is remembered of what was sent; what is older is forgotten for good.
   * @param since epoch milliseconds
   */
  sent(since: number): Promise<Sent[]>
  forgetSent(): Promise<void>
}

interface Schema extends DBSchema {
  entries: { key: string; value: Entry; indexes: { topic: string } }
  sent: { key: string; value: Sent; indexes: { at: number } }
}

/** Milliseconds after which a browser that has not opened its database is taken to have none. */
const PATIENCE = 3_000

/**
 * Opens the shelf in IndexedDB; where the browser refuses that or never answers (private windows, full disks), one in
 * memory.
 */
export async function openShelf(): Promise<Shelf> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Shelf>((resolve) => {
    timer = setTimeout(() => resolve(memoryShelf()), PATIENCE)
  })
  try {
    return await Promise.race([databaseShelf(), late])
  } catch {
    return memoryShelf()
  } finally {
    clearTimeout(timer)
  }
}

async function databaseShelf(): Promise<Shelf> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  const open = () => {
    opening ??= openDB<Schema>(databaseName, 2, {
      upgrade(database, before) {
        if (before < 1) database.createObjectStore('entries', { keyPath: 'id' }).createIndex('topic', 'topic')
        if (before < 2) database.createObjectStore('sent', { keyPath: 'id' }).createIndex('at', 'at')
      },
      // a newer version of the site in another tab wants to change it
      blocking(_current, _wanted, event) {
        opening = null
        if (event.target instanceof IDBDatabase) event.target.close()
      },
      // phones end connections of pages in the background
      terminated() {
        opening = null
      },
    }).catch((error: unknown) => {
      // It may open the next time.
      opening = null
      throw error
    })
    return opening
  }
  /** What was said to be kept must be on the disk and not only on its way there. */
  const writing = async <const Names extends StoreNames<Schema>[]>(...names: Names) =>
    (await open()).transaction(names, 'readwrite', { durability: 'strict' })
  await open()
  return {
    lasting: true,
    all: async () => (await open()).getAll('entries'),
    async replace(entry) {
      const transaction = await writing('entries')
      const entries = transaction.objectStore('entries')
      await whole(transaction, async () => {
        const older = await entries.index('topic').getAllKeys(entry.topic)
        await Promise.all(older.map((id) => entries.delete(id)))
        await entries.put(entry)
      })
    },
    async update(entry) {
      const transaction = await writing('entries')
      const entries = transaction.objectStore('entries')
      return whole(transaction, async () => {
        const there = (await entries.getKey(entry.id)) !== undefined
        if (there) await entries.put(entry)
        return there
      })
    },
    async remove(id) {
      const transaction = await writing('entries')
      await whole(transaction, () => transaction.objectStore('entries').delete(id))
    },
    async finish(id, sent) {
      const transaction = await writing('entries', 'sent')
      await whole(transaction, async () => {
        await transaction.objectStore('entries').delete(id)
        if (sent) await transaction.objectStore('sent').put(sent)
      })
    },
    async sent(since) {
      const transaction = await writing('sent')
      const sent = transaction.objectStore('sent')
      return whole(transaction, async () => {
        const old = await sent.index('at').getAllKeys(IDBKeyRange.upperBound(since))
        await Promise.all(old.map((id) => sent.delete(id)))
        return sent.index('at').getAll()
      })
    },
    async forgetSent() {
      await (await open()).clear('sent')
    },
  }
}

/**
 * Waits until all of a transaction is done.
 * @throws what stopped it; an act that has failed is all that is heard of it
 */
async function whole<Answer>(
  { done }: { readonly done: Promise<void> },
  act: () => Promise<Answer>,
): Promise<Answer> {
  const [answer] = await Promise.all([act(), done])
  return answer
}

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const entries = new Map<string, Entry>()
  let remembered: Sent[] = []
  return {
    lasting: false,
    all: async () => [...entries.values()],
    async replace(entry) {
      for (const { id, topic } of entries.values()) if (topic === entry.topic) entries.delete(id)
      entries.set(entry.id, entry)
    },
    async update(entry) {
      const there = entries.has(entry.id)
      if (there) entries.set(entry.id, entry)
      return there
    },
    async remove(id) {
      entries.delete(id)
    },
    async finish(id, sent) {
      entries.delete(id)
      if (sent) remembered.push(sent)
    },
    async sent(since) {
      remembered = remembered.filter(({ at }) => at > since)
      return [...remembered]
    },
    async forgetSent() {
      remembered = []
    },
  }
}
