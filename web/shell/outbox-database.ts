import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Entry } from './outbox.ts'
import { databaseName } from './outbox-exists.ts'

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
}

interface Schema extends DBSchema {
  entries: { key: string; value: Entry; indexes: { topic: string } }
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
    opening ??= openDB<Schema>(databaseName, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('entries', { keyPath: 'id' }).createIndex('topic', 'topic')
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
    })
    return opening
  }
  /** What was said to be kept must be on the disk and not only on its way there. */
  const writing = async () => (await open()).transaction('entries', 'readwrite', { durability: 'strict' })
  await open()
  return {
    lasting: true,
    all: async () => (await open()).getAll('entries'),
    async replace(entry) {
      const transaction = await writing()
      const older = await transaction.store.index('topic').getAllKeys(entry.topic)
      await Promise.all(older.map((id) => transaction.store.delete(id)))
      await transaction.store.put(entry)
      await transaction.done
    },
    async update(entry) {
      const transaction = await writing()
      const there = (await transaction.store.getKey(entry.id)) !== undefined
      if (there) await transaction.store.put(entry)
      await transaction.done
      return there
    },
    async remove(id) {
      const transaction = await writing()
      await transaction.store.delete(id)
      await transaction.done
    },
  }
}

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const entries = new Map<string, Entry>()
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
  }
}
