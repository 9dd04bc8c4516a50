/**
 * SQL statements that can run in a D1 batch or be written to a file. D1 takes 100 bound parameters and about
 * 100 KB a statement, so rows travel as one JSON parameter that `json_each` takes apart again.
 */

import type { SqlValue, Statement } from '../statement.ts'

/** Leaves room below D1's 100 KB for the statement itself and for the quotes that a literal doubles. */
const CHUNK_BYTES = 80_000

const utf8 = new TextEncoder()

/**
 * Rows as JSON arrays, each small enough for one statement.
 * @param maxBytes most UTF-8 bytes of one array
 * @throws RangeError when a single row is larger than that
 */
export function jsonChunks(rows: readonly unknown[], maxBytes = CHUNK_BYTES): string[] {
  const chunks: string[] = []
  let texts: string[] = []
  let bytes = 2
  for (const row of rows) {
    const text = JSON.stringify(row)
    // An apostrophe becomes two in a literal; counting it so keeps both forms below the limit.
    const size = utf8.encode(text).length + (text.match(/'/g)?.length ?? 0) + 1
    if (size + 2 > maxBytes)
      throw new RangeError(`one row takes ${size} bytes, more than a statement may hold`)
    if (bytes + size > maxBytes) {
      chunks.push(`[${texts.join(',')}]`)
      texts = []
      bytes = 2
    }
    texts.push(text)
    bytes += size
  }
  if (texts.length > 0) chunks.push(`[${texts.join(',')}]`)
  return chunks
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  return `'${value.replaceAll("'", "''")}'`
}

/**
 * Statements as the text of a .sql file, with literals where the parameters were.
 * @throws RangeError when a statement names a parameter that it does not have
 */
export function sqlText(statements: readonly Statement[]): string {
  const lines = statements.map(({ sql, params }) =>
    sql.trim().replace(/\?(\d+)/g, (_, place: string) => {
      const value = params[Number(place) - 1]
      if (value === undefined) throw new RangeError(`no parameter ?${place}: ${sql}`)
      return literal(value)
    }),
  )
  return `${lines.join(';\n')};\n`
}
