/** Whether there is an outbox, apart from everything that opens it: the start of the site asks, and almost nobody has. */

/** The database of what waits to be sent. */
export const databaseName = 'yikezhong-outbox'

/** Whether this browser has ever had an outbox; one that cannot say so is taken to have. */
export async function hasOutbox(): Promise<boolean> {
  // not everywhere there is such a thing, whatever the types say
  const kept: IDBFactory | null | undefined = window.indexedDB
  if (!kept) return false
  if (!('databases' in kept)) return true
  const databases = await kept.databases().catch(() => [])
  return databases.some(({ name }) => name === databaseName)
}
