/** The database of what waits to be sent, apart from everything that opens it: the start of the site looks for it. */
export const databaseName = 'yikezhong-outbox'
