/**
 * How long a ledger of 10,000 rows takes from the bytes of the file to the local D1, against the minute allowed and
 * against inserting the same rows without comparing, services or history: `npm exec -- node test/bench/import.ts`.
 */

import { pathToFileURL } from 'node:url'
import { checkFile, fieldsOf } from '../../schema/import/check.ts'
import { importCity, readCity } from '../../schema/import/city.ts'
import { nearDuplicates } from '../../schema/import/duplicates.ts'
import { type Load, randomId, runLoad } from '../../schema/import/load.ts'
import { readFile } from '../../schema/import/read.ts'
import { jsonChunks } from '../../schema/import/statements.ts'
import { statement } from '../../schema/statement.ts'
import { temporaryDatabase } from '../schema/import-database.ts'
import { madeLedger } from '../schema/import-ledger.ts'

export interface ImportRow {
  name: string
  ours: number
  reference: number
  /** how many times faster ours is; below 1, slower */
  ratio: number
  unit: 's'
}

const ROWS = 10_000
const ALLOWED_SECONDS = 60

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const row = (name: string, ours: number, reference: number): ImportRow => ({
  name,
  ours,
  reference,
  ratio: reference / ours,
  unit: 's',
})

/** Measures a first and a second load; takes about ten seconds. */
export async function importBench(): Promise<ImportRow[]> {
  const bytes = new TextEncoder().encode(madeLedger(ROWS))
  const city = await readCity('yima')
  const load: Load = { at: '2026-01-31T04:00:00.000Z', city: { city, centres: {}, sample: false } }
  const check = async (): Promise<void> => {
    const reading = await readFile(bytes)
    const checked = await checkFile(reading, {
      ...reading,
      ...importCity(city),
      source: 'ledger',
      crs: 'gcj02',
    })
    nearDuplicates(
      [],
      checked.rows.map(({ at, row: outlet }) => ({ at, name: outlet.name, position: outlet.position })),
    )
    load.outlets = {
      rows: checked.rows.map(({ row: outlet }) => outlet),
      carries: fieldsOf(reading, checked),
      newId: randomId,
    }
    load.run = { id: randomId(), file: 'ledger.csv', sha256: '', refused: checked.refusedRows }
  }

  const db = await temporaryDatabase()
  const plain = await temporaryDatabase()
  try {
    const checking = await seconds(check)
    const loading = await seconds(() => runLoad(db, load))
    const again = await seconds(async () => {
      await check()
      await runLoad(db, load)
    })
    await runLoad(plain, { at: load.at, city: { city, centres: {}, sample: false } })
    const inserting = await seconds(async () => {
      const rows = (load.outlets?.rows ?? []).map((outlet) => ({ ...outlet, id: randomId() }))
      await plain.batch(
        jsonChunks(rows).map((chunk) =>
          statement(
            `INSERT INTO outlet (id, source, source_id, name, type, address, lng, lat, circle, hours, hours_text, phone,
                created_at, updated_at)
              SELECT value ->> 'id', value ->> 'source', value ->> 'sourceId', value ->> 'name', value ->> 'type',
                value ->> 'address', value ->> '$.position[0]', value ->> '$.position[1]', value ->> 'circle',
                value ->> 'hours', value ->> 'hoursText', value ->> 'phone', ?2, ?2
              FROM json_each(?1)`,
            chunk,
            load.at,
          ),
        ),
      )
    })
    return [
      row(`${ROWS} rows: read, check, load; reference: allowed`, checking + loading, ALLOWED_SECONDS),
      row('the same file again; reference: allowed', again, ALLOWED_SECONDS),
      row('load alone; reference: bare INSERT of the same rows', loading, inserting),
    ]
  } finally {
    await db.close()
    await plain.close()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(await importBench())
