/** An SQL statement with its parameters: what stores return, so that a caller can run several as one atomic batch. */

export type SqlValue = string | number | null

export interface Statement {
  /** with `?1`, `?2` … where the parameters go */
  sql: string
  params: readonly SqlValue[]
}

/** A statement and its parameters. */
export function statement(sql: string, ...params: readonly SqlValue[]): Statement {
  return { sql, params }
}
