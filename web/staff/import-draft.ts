import { type DBSchema, openDB } from 'idb'
import type { ImportGiven, ImportRowInput } from '../../schema/contract/import.ts'

/** An import that is under way, kept in the browser until it is over: a page that is closed can go on with it. */
export interface ImportDraft {
  /** whose it is: nobody else who uses this browser is offered it */
  handle: string
  /** by which opening the run is sent again */
  key: string
  /** the run, once it is opened */
  run: string | null
  given: ImportGiven
  /** all of them; how many parts of them are in, the worker knows */
  rows: readonly ImportRowInput[]
}

interface Schema extends DBSchema {
  drafts: { key: string; value: ImportDraft }
}

const open = () =>
  openDB<Schema>('yikezhong-import', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('drafts', { keyPath: 'handle' })
    },
  })

/** Where the browser keeps nothing (private windows, full disks), an import only lasts as long as its page. */
async function ifKept<Answer>(
  act: (db: Awaited<ReturnType<typeof open>>) => Promise<Answer>,
): Promise<Answer | null> {
  try {
    const db = await open()
    try {
      return await act(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

/** The import that somebody has not finished. */
export async function keptDraft(handle: string): Promise<ImportDraft | null> {
  return (await ifKept((db) => db.get('drafts', handle))) ?? null
}

/** Keeps an import in the place of what was kept. */
export async function keepDraft(draft: ImportDraft): Promise<void> {
  await ifKept((db) => db.put('drafts', draft))
}

/** Forgets it, once it is over. */
export async function dropDraft(handle: string): Promise<void> {
  await ifKept((db) => db.delete('drafts', handle))
}
