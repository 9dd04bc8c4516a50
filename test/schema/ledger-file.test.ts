import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { outletServices } from '../../schema/catalog/services.ts'
import { type LedgerLine, LedgerRow } from '../../schema/contract/ledger.ts'
import type { OutletImportRow } from '../../schema/contract/outlet-import.ts'
import { checkFile, fieldsOf } from '../../schema/import/check.ts'
import { loadedCity } from '../../schema/import/city.ts'
import { columnOf } from '../../schema/import/columns.ts'
import {
  csvHead,
  csvLine,
  ledgerCells,
  ledgerFeature,
  ledgerHeaders,
} from '../../schema/import/ledger-file.ts'
import { compareOutlets, randomId, runLoad } from '../../schema/import/load.ts'
import { sampleLoad } from '../../schema/import/load-sample.ts'
import { readFile } from '../../schema/import/read.ts'
import { sampleCity } from '../../schema/sample/sample.ts'
import { type TemporaryDatabase, temporaryDatabase } from './import-database.ts'

const { city, outlets } = sampleCity()

/** An outlet of the sample as the ledger gives it. */
function lineOf(row: OutletImportRow): LedgerLine {
  return v.parse(LedgerRow, {
    id: row.id,
    version: '2026-11-24T02:00:00.000Z',
    source: row.source,
    fields: {
      name: row.name,
      type: row.type,
      address: row.address,
      position: row.position,
      circle: row.circle,
      hours: row.hours,
      hoursText: row.hoursText,
      phone: row.phone,
      services: row.services,
      payment: { cash: row.cash, bank_card: row.bankCard, mobile_pay: row.mobilePay },
      accessibility: {
        step_free: row.stepFree,
        seat: row.seat,
        hearing_aid: row.hearingAid,
        sight_aid: row.sightAid,
        elder_counter: row.elderCounter,
      },
      delivery: { night_delivery: row.nightDelivery, instant_delivery: row.instantDelivery },
      chain: row.chain,
      credit: row.credit,
      honest: row.honest,
      status: row.status,
    },
    confirmedAt: row.confirmedAt,
    confirmedBy: row.confirmedBy,
    disputed: false,
    holder: null,
    waiting: 0,
  })
}

const lines = outlets.map(lineOf)
const bytes = (text: string) => new TextEncoder().encode(text)

const writers = {
  csv: async (of: readonly LedgerLine[]) => {
    const cells = ledgerCells(city)
    return bytes(csvHead() + of.map((line) => csvLine(cells(line))).join(''))
  },
  xlsx: async (of: readonly LedgerLine[]) => {
    const head = ledgerHeaders.map(({ header }) => header)
    return new Uint8Array(await writeWorkbook([head, ...of.map(ledgerCells(city))]).toBuffer())
  },
  geojson: async (of: readonly LedgerLine[]) =>
    bytes(JSON.stringify({ type: 'FeatureCollection', features: of.map(ledgerFeature(city)) })),
}
const formats = ['csv', 'xlsx', 'geojson'] as const

let db: TemporaryDatabase
beforeAll(async () => {
  db = await temporaryDatabase()
  await runLoad(db, await sampleLoad('2026-01-31T04:00:00.000Z'))
})
afterAll(async () => {
  await db.close()
})

/** Reads a file as an import does. */
async function importOf(file: Uint8Array) {
  const known = await loadedCity(db)
  if (!known) throw new Error('no city')
  const reading = await readFile(file)
  const checked = await checkFile(reading, { ...reading, ...known })
  return {
    checked,
    outlets: {
      rows: checked.rows.map(({ row }) => row),
      carries: fieldsOf(reading, checked),
      newId: randomId,
    },
  }
}

describe('a file that is brought in again', () => {
  it.each(formats)('changes nothing: %s', async (format) => {
    const { checked, outlets: again } = await importOf(await writers[format](lines))
    expect(checked.refusals).toEqual([])
    expect(checked.notes.filter(({ note }) => note.code !== 'columns_ignored')).toEqual([])
    expect(await compareOutlets(db, again)).toEqual({ added: 0, changed: 0, unchanged: lines.length })
    const before = await db.rows('SELECT revision FROM city')
    const run = { id: randomId(), file: `ledger.${format}`, sha256: '', refused: 0 }
    await runLoad(db, { at: '2026-02-01T04:00:00.000Z', outlets: again, run })
    expect(await db.rows('SELECT revision FROM city')).toEqual(before)
    expect(await db.rows('SELECT id FROM import_run WHERE id = ?1', run.id)).toEqual([])
    expect(await db.rows('SELECT outlet FROM outlet_source')).toEqual([])
  })

  it.each(formats)('changes what was corrected in it: %s', async (format) => {
    const [first, ...others] = lines
    if (!first) throw new Error('the sample is empty')
    const corrected = {
      ...first,
      fields: {
        ...first.fields,
        name: '五味副食',
        circle: null,
        hours: '24/7',
        hoursText: null,
        credit: null,
      },
    }
    const { outlets: again } = await importOf(await writers[format]([corrected, ...others]))
    expect(await compareOutlets(db, again)).toEqual({ added: 0, changed: 1, unchanged: others.length })
    expect(again.rows[0]).toMatchObject({
      name: '五味副食',
      circle: null,
      hours: '24/7',
      hoursText: null,
      credit: null,
    })
  })
})

describe('the cells', () => {
  const some = lines[0]
  if (!some) throw new Error('the sample is empty')
  const withFields = (part: Partial<LedgerLine['fields']>) => ({
    ...some,
    fields: { ...some.fields, ...part },
  })

  it('stand under headers that the readers know, and four that they leave alone', () => {
    const unknown = ledgerHeaders.filter(({ header }) => columnOf(header) === undefined)
    expect(unknown.map(({ header }) => header)).toEqual(['最后核实日期', '核实来源', '商户账号', '归属争议'])
  })

  it('give every service, state and grade back', async () => {
    const all = [
      withFields({
        services: outletServices.map(({ code }) => code).toSorted(),
        status: 'paused',
        credit: 'D',
      }),
      { ...withFields({ status: 'closed', services: [], honest: true, chain: true }), id: 'another0001' },
    ]
    for (const format of formats) {
      const { outlets: again } = await importOf(await writers[format](all))
      expect(
        again.rows.map(({ services, status, credit, honest, chain }) => ({
          services: services.toSorted(),
          status,
          credit,
          honest,
          chain,
        })),
      ).toEqual(
        all.map(({ fields: { services, status, credit, honest, chain } }) => ({
          services,
          status,
          credit,
          honest,
          chain,
        })),
      )
    }
  })

  it.each(['=1+1', '+86 饭店', '-店', '@家', '"引号", 逗号', '第一行\n第二行'])(
    'are no formulas, and are read as they were written: %s',
    async (name) => {
      const file = await writers.csv([withFields({ name })])
      const text = new TextDecoder().decode(file)
      expect(text).not.toMatch(/(?:^|,|\n)"?[=+\-@]/)
      const { outlets: again } = await importOf(file)
      expect(again.rows[0]?.name).toBe(name.replace('\n', ' '))
    },
  )

  it('begin with the mark by which Excel knows the text', async () => {
    expect([...(await writers.csv([])).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  it('are geometry and properties in GeoJSON', () => {
    const feature = ledgerFeature(city)(some)
    expect(feature).toMatchObject({
      type: 'Feature',
      id: some.id,
      geometry: { type: 'Point', coordinates: some.fields.position },
    })
    expect(JSON.stringify(feature)).not.toContain('经度')
  })
})
