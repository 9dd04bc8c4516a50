/** A real D1 of its own for a test or a measurement, migrated, in a folder that goes away with it. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readD1Migrations } from '@cloudflare/vitest-plugin'
import { openLocal } from '../../schema/import/database.ts'
import type { Database, SqlRow } from '../../schema/import/load.ts'
import { type SqlValue, statement } from '../../schema/statement.ts'

export interface TemporaryDatabase extends Database {
  /** folder for `--state` */
  state: string
  rows(sql: string, ...params: readonly SqlValue[]): Promise<readonly SqlRow[]>
  close(): Promise<void>
}

/** Opens one; close it at the end. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const state = await mkdtemp(join(tmpdir(), 'yikezhong-test-'))
  const db = await openLocal(state)
  const migrations = await readD1Migrations(
    fileURLToPath(new URL('../../schema/migrations', import.meta.url)),
  )
  await db.batch(migrations.flatMap((migration) => migration.queries).map((query) => statement(query)))
  return {
    state,
    batch: db.batch,
    rows: async (sql, ...params) => (await db.batch([statement(sql, ...params)]))[0] ?? [],
    close: async () => {
      await db.close()
      await rm(state, { recursive: true, force: true })
    },
  }
}
