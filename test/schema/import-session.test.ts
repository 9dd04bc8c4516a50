import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { type FileChoice, FileSession, type FileView, type Ground } from '../../schema/import/session.ts'
import { UnreadableFile } from '../../schema/import/types.ts'
import { utf8 } from './import-files.ts'

const ground: Ground = {
  bounds: [111.76, 34.68, 111.97, 34.81],
  communities: [
    { code: '411281001001', name: '民安社区', subdistrict: '千秋路街道', centre: [111.874, 34.747] },
  ],
  listed: [{ at: 'outlet0001', name: '惠民药店', position: [111.875, 34.747] }],
}
const noStep = async () => {}

/** A file of a ledger's usual columns. */
const csv = (...rows: string[]) => utf8(['店名,业态,经度,纬度,社区,经营者', ...rows].join('\n'))
const good = (name: string, place = 111.88) => `${name},药店,${place},34.75,民安社区,某人`

function tables(view: FileView) {
  if (view.kind !== 'tables') throw new Error('it holds no tables')
  return view
}

/** As the file is taken for, unless something else is said. */
const chosen = (view: FileView, more: Partial<FileChoice> = {}): FileChoice => ({
  sheet: 0,
  table: { header: tables(view).view.header },
  crs: view.crs,
  ...more,
})

async function checked(bytes: Uint8Array, more: Partial<FileChoice> = {}) {
  const session = await FileSession.open(bytes)
  await session.check(chosen(session.view(), more), ground, noStep)
  return session
}

describe('looking at a file', () => {
  it('says what each column is taken for, with values of it, and nothing of personal ones', async () => {
    const session = await FileSession.open(csv(good('惠民药店'), good('民安药店')))
    const { view } = tables(session.view())
    expect(view.header).toBe(0)
    expect(view.rows).toBe(2)
    expect(view.columns.map(({ title, column }) => [title, column])).toEqual([
      ['店名', 'name'],
      ['业态', 'type'],
      ['经度', 'lng'],
      ['纬度', 'lat'],
      ['社区', 'circle'],
      ['经营者', 'personal'],
    ])
    expect(view.columns[0]?.samples).toEqual(['惠民药店', '民安药店'])
    expect(JSON.stringify(view)).not.toContain('某人')
  })

  it('takes the sheet that looks most like a ledger, and any other that somebody names', async () => {
    const text = (value: string) => ({ value, type: String })
    const bytes = await writeXlsxFile([
      { data: [[text('说明')], [text('请勿改动')]], sheet: '说明' },
      {
        data: [['店名', '业态', '坐标（GCJ-02）'].map(text), ['惠民药店', '药店', '111.88,34.75'].map(text)],
        sheet: '台账',
      },
    ]).toBuffer()
    const session = await FileSession.open(new Uint8Array(bytes))
    expect(session.view()).toMatchObject({
      sheets: ['说明', '台账'],
      sheet: 1,
      crs: 'gcj02',
      crsNamed: true,
    })
    expect(session.view(0)).toMatchObject({ sheet: 0, crsNamed: false })
  })

  it('takes another row for the headers when somebody says so', async () => {
    const session = await FileSession.open(utf8('店名,业态\n名字,种类,x,y\n惠民药店,药店,111.88,34.75'))
    expect(tables(session.view(0, 1)).view.columns.map(({ title }) => title)).toEqual([
      '名字',
      '种类',
      'x',
      'y',
    ])
  })

  it('lets somebody say what columns are whose names nobody knows, but never takes a personal one', async () => {
    const session = await FileSession.open(utf8('甲,乙,丙,丁,业主\n惠民药店,药店,111.88,34.75,某人'))
    const table = { header: 0, columns: ['name', 'type', 'lng', 'lat', 'address'] as const }
    await session.check({ sheet: 0, table, crs: 'wgs84' }, ground, noStep)
    const [row] = session.rows(0, 1)
    expect(row?.row).toMatchObject({ name: '惠民药店', address: null })
    expect(JSON.stringify(row)).not.toContain('某人')
  })

  it('refuses what lacks a column that every outlet needs', async () => {
    const session = await FileSession.open(csv(good('惠民药店')))
    const table = { header: 0, columns: ['name', null, 'lng', 'lat'] as const }
    await expect(session.check({ sheet: 0, table, crs: 'wgs84' }, ground, noStep)).rejects.toBeInstanceOf(
      UnreadableFile,
    )
  })
})

describe('checking a file', () => {
  it('gives every row in its order, with why it is refused or what it will be', async () => {
    const session = await checked(csv(good('甲店'), '乙店,飞船,111.88,34.75,民安社区,', good('丙店', 120)))
    expect(
      session.rows(0, 10).map(({ at, row, refusals }) => [at, row?.name ?? null, refusals[0]?.code]),
    ).toEqual([
      ['2', '甲店', undefined],
      ['3', null, 'type_unknown'],
      ['4', null, 'outside_city'],
    ])
    expect(session.summary()).toMatchObject({ source: 'ledger', outside: 1, carries: ['circle'] })
  })

  it('can be done again, also of a file whose rows come by once', async () => {
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [111.88, 34.75] },
      properties: { 名称: '甲店', 业态: '药店' },
    }
    const bytes = utf8(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const session = await FileSession.open(bytes)
    expect(session.view()).toEqual({ kind: 'rows', source: 'geojson', crs: 'wgs84' })
    for (const _ of ['once', 'again']) {
      await session.check({ sheet: 0, table: {}, crs: 'wgs84' }, ground, noStep)
      expect(session.rows(0, 10).map(({ row }) => row?.name)).toEqual(['甲店'])
    }
  })

  it('tells how far it has come, and waits', async () => {
    const steps: number[] = []
    const session = await FileSession.open(
      csv(...Array.from({ length: 450 }, (_, index) => good(`店${index}`))),
    )
    await session.check(chosen(session.view()), ground, async (done) => {
      steps.push(done)
    })
    expect(steps).toEqual([200, 400])
  })

  it('names outlets that are there under the same name close by', async () => {
    const session = await checked(csv(good('惠民药店', 111.8751).replace('34.75', '34.747')))
    expect(session.summary().duplicates).toMatchObject([{ at: '2', other: 'outlet0001' }])
  })

  it('reports everything found', async () => {
    const session = await checked(csv('乙店,飞船,111.88,34.75,民安社区,某人'))
    expect(session.report()).toContain('type_unknown')
    expect(session.report()).not.toContain('某人')
  })
})

describe('correcting a row', () => {
  it('checks it again, and tells of no other', async () => {
    const session = await checked(csv(good('甲店'), '乙店,飞船,111.88,34.75,民安社区,'))
    const [, second] = session.rows(0, 2)
    const changed = session.correct(1, { ...second?.cells, type: '药店' })
    expect(changed.map(({ at, row }) => [at, row?.name])).toEqual([['3', '乙店']])
    expect(session.rows(1, 2)[0]?.refusals).toEqual([])
  })

  it('also tells of rows that repeated it and do so no more', async () => {
    const session = await checked(
      csv('甲店,药店,111.88,34.75,民安社区,', '甲店,便利店,111.88,34.75,民安社区,'),
    )
    expect(session.rows(1, 2)[0]?.refusals).toMatchObject([{ code: 'repeats_row' }])
    const [first] = session.rows(0, 1)
    const changed = session.correct(0, { ...first?.cells, name: '甲药店' })
    expect(changed.map(({ at, refusals }) => [at, refusals.length])).toEqual([
      ['2', 0],
      ['3', 0],
    ])
  })

  it('refuses it again for what is wrong with the new text', async () => {
    const session = await checked(csv('乙店,飞船,111.88,34.75,民安社区,'))
    const [row] = session.rows(0, 1)
    expect(session.correct(0, { ...row?.cells, type: '汽艇' })).toMatchObject([
      { refusals: [{ code: 'type_unknown', value: '汽艇' }] },
    ])
  })
})
