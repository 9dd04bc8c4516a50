/**
 * What this device keeps of complaints: drafts with their photos, and receipts. It is never sent anywhere by itself, and
 * every part of it can be removed. Photos are kept as bytes: not every browser gets a Blob back out of its database.
 */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Taken } from '../../schema/contract/complaint.ts'
import type { Subject } from '../../schema/contract/rating.ts'

/** A photo as it is kept: WebP without metadata. */
export interface KeptPhoto {
  bytes: Uint8Array<ArrayBuffer>
  width: number
  height: number
}

/** Something that was begun: a complaint or more words on one. */
export interface KeptDraft {
  topic: string
  /** the form as its page has it; read with care, an older version of the site may have written it */
  fields: unknown
  photos: KeptPhoto[]
  /** epoch milliseconds */
  at: number
}

/** The receipt of a complaint that was filed from here. */
export interface KeptReceipt extends Taken {
  subject: Subject
  /** what the subject was called */
  name: string | null
  kind: string
  /** epoch milliseconds at which it was written */
  at: number
  /** whether the person has been shown the receipt */
  seen: boolean
}

interface Tables extends DBSchema {
  drafts: { key: string; value: KeptDraft }
  receipts: { key: string; value: KeptReceipt }
}
type Table = 'drafts' | 'receipts'
type Row<Name extends Table> = Tables[Name]['value']

/** Milliseconds after which a browser that has not opened its database is taken to have none. */
const PATIENCE = 3_000

let opening: Promise<IDBPDatabase<Tables>> | null = null
/** Where the browser refuses its database (private windows, full disks), everything lasts as long as the page. */
const memory: { [Name in Table]: Map<string, Row<Name>> } = { drafts: new Map(), receipts: new Map() }

function open(): Promise<IDBPDatabase<Tables>> {
  opening ??= Promise.race([
    openDB<Tables>('yikezhong-complaints', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('drafts', { keyPath: 'topic' })
        fresh.createObjectStore('receipts', { keyPath: 'receipt' })
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
    }),
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the database does not open')), PATIENCE)
    }),
  ]).catch((error: unknown) => {
    opening = null
    throw error
  })
  return opening
}

/**
 * Keeps a row in the place of the one with its key.
 * @returns whether it outlives the page
 */
export async function keep<Name extends Table>(table: Name, key: string, row: Row<Name>): Promise<boolean> {
  try {
    const transaction = (await open()).transaction(table, 'readwrite', { durability: 'strict' })
    await Promise.all([transaction.store.put(row), transaction.done])
    memory[table].delete(key)
    return true
  } catch {
    memory[table].set(key, row)
    return false
  }
}

/** One row; undefined where there is none. */
export async function kept<Name extends Table>(table: Name, key: string): Promise<Row<Name> | undefined> {
  const here = memory[table].get(key)
  if (here !== undefined) return here
  try {
    return await (await open()).get(table, key)
  } catch {
    return undefined
  }
}

/** All rows of a table, those of this page included. */
export async function allKept<Name extends Table>(table: Name): Promise<Row<Name>[]> {
  const here = [...memory[table].values()]
  try {
    return [...(await (await open()).getAll(table)), ...here]
  } catch {
    return here
  }
}

/**
 * Removes a row.
 * @returns whether it is gone for good
 */
export async function forget(table: Table, key: string): Promise<boolean> {
  memory[table].delete(key)
  try {
    await (await open()).delete(table, key)
    return true
  } catch {
    return false
  }
}

/** Closes the database, so that the next one who asks opens it anew. */
export async function closeKept(): Promise<void> {
  const was = opening
  opening = null
  for (const rows of Object.values(memory)) rows.clear()
  await was?.then((database) => database.close()).catch(() => {})
}

/** A photo as it is kept, from the one that has been made ready. */
export async function keptPhotoOf(photo: { blob: Blob; width: number; height: number }): Promise<KeptPhoto> {
  const { blob, width, height } = photo
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height }
}
