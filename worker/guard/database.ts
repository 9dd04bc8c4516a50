/** The database as the stores use it: sessions to read from, and batches of statements. */

import { drizzle } from 'drizzle-orm/d1'
import * as v from 'valibot'
import type { Statement } from '../../schema/statement.ts'

/** A copy a moment behind will do; or what was stored last, for who has just changed it. */
export type Freshness = 'first-unconstrained' | 'first-primary'

/**
 * A database to read from. drizzle asks for a whole D1Database; it prepares and batches through the session, and uses
 * nothing else.
 */
export function reader(db: D1Database, freshness: Freshness = 'first-unconstrained') {
  const session = db.withSession(freshness)
  return drizzle({
    prepare: (sql) => session.prepare(sql),
    batch: (statements) => session.batch(statements),
    exec: (sql) => db.exec(sql),
    withSession: (bookmark) => db.withSession(bookmark),
    dump: () => db.dump(),
  })
}

/** The rows that a statement gave. */
export type Rows = readonly Readonly<Record<string, unknown>>[]

/** Rows whose `json` a query has put together, read as a shape of the contract. */
export function rowsAs<Schema extends v.GenericSchema>(
  schema: Schema,
  rows: Rows | undefined,
): v.InferOutput<Schema>[] {
  return (rows ?? []).map((row) => v.parse(schema, JSON.parse(String(row['json']))))
}

/**
 * Runs statements as one atomic batch: all of them or none.
 * @returns the rows of each, in order
 * @throws what the database throws; nothing is stored then
 */
export async function runBatch(db: D1Database, statements: readonly Statement[]): Promise<Rows[]> {
  const results = await db.batch<Record<string, unknown>>(
    statements.map(({ sql, params }) => db.prepare(sql).bind(...params)),
  )
  return results.map(({ results: rows }) => rows)
}

/** Whether an error of the database is that of a row that is there already. */
export function isTaken(error: unknown, column: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${column}`)
}
