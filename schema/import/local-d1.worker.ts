/**
 * Runs in workerd beside the local D1: a list of statements is one request and one batch. The proxies that wrangler
 * offers for bindings ask twice for every statement, which is slower than most of what the statements do.
 */

import type { SqlValue, Statement } from '../statement.ts'

interface LocalStatement {
  bind(...values: readonly SqlValue[]): LocalStatement
}

/** The part of a D1 binding that is used here. */
interface LocalD1 {
  prepare(sql: string): LocalStatement
  batch(statements: readonly LocalStatement[]): Promise<{ results: unknown[] }[]>
}

export default {
  async fetch(request: Request, { DB, KEY }: { DB: LocalD1; KEY: string }): Promise<Response> {
    if (request.headers.get('Authorization') !== KEY) return new Response('not yours', { status: 403 })
    const statements: Statement[] = JSON.parse(await request.text())
    try {
      const answers = await DB.batch(statements.map(({ sql, params }) => DB.prepare(sql).bind(...params)))
      return Response.json(answers.map(({ results }) => results))
    } catch (error) {
      return new Response(String(error), { status: 500 })
    }
  },
}
