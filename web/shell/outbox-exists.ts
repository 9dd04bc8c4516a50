/** Whether there is an outbox, apart from everything that opens it: the start of the site asks, and almost nobody has. */

/** The database of what waits to be sent. */
export const databaseName = 'yikezhong-outbox'

/** Whether this browser has ever had an outbox; one that cannot say so is taken to have. */
export async function hasOutbox(): Promise<boolean> {
  if (!('indexedDB' in window)) return false
  if (!('databases' in indexedDB)) return true
  const databases = await indexedDB.databases().catch(() => [])
  return databases.some(({ name }) => name === databaseName)
}
