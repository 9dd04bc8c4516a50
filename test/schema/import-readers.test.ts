import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { readFile } from '../../schema/import/read.ts'
import { type RawRow, type Reading, UnreadableFile } from '../../schema/import/types.ts'
import { gb18030, osmPbf, osmXml, utf8 } from './import-files.ts'

async function rowsOf(reading: Reading): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const row of reading.rows) rows.push(row)
  return rows
}

const header = '商户名称,业态,详细地址,经度,纬度,联系电话,营业时间'
const shop = '民安便利店,便利店,千秋路12号,111.871,34.745,0398-1234567,8:00-22:00'
const shopCells = {
  name: '民安便利店',
  type: '便利店',
  address: '千秋路12号',
  lng: '111.871',
  lat: '34.745',
  phone: '0398-1234567',
  hours: '8:00-22:00',
}

describe('CSV', () => {
  it.each([
    ['UTF-8', utf8(`${header}\n${shop}\n`)],
    ['UTF-8 with its mark', utf8(`${header}\n${shop}\n`, true)],
    ['GB18030', gb18030(`${header}\n${shop}\n`)],
    ['CRLF', utf8(`${header}\r\n${shop}\r\n`)],
    ['no line end at the end', utf8(`${header}\n${shop}`)],
    ['tabs', utf8(`${header}\n${shop}\n`.replaceAll(',', '\t'))],
    ['semicolons', utf8(`${header}\n${shop}\n`.replaceAll(',', ';'))],
    ['blank lines and blank cells', utf8(`${header}\n${shop}\n,,,,,,\n\n`)],
  ])('is read in %s', async (_, bytes) => {
    const reading = await readFile(bytes)
    expect(reading.source).toBe('ledger')
    expect(await rowsOf(reading)).toEqual([{ at: '2', cells: shopCells }])
  })

  it('knows headers in English, in any order, with units and brackets', async () => {
    const reading = await readFile(
      utf8('Latitude,Name,Opening_Hours,Type,经度(lon),Phone No\n34.7,A,24/7,Pharmacy,111.8,1\n'),
    )
    expect(await rowsOf(reading)).toEqual([
      { at: '2', cells: { lat: '34.7', name: 'A', hours: '24/7', type: 'Pharmacy', lng: '111.8' } },
    ])
    expect(reading.notes).toEqual([{ column: null, code: 'columns_ignored', value: 'Phone No' }])
  })

  it('finds the header below a title, and keeps the row numbers of the sheet', async () => {
    const file = `义马市便民网点台账,,,,,,\n填报日期：,,,,,,\n${header}\n${shop}\n`
    expect((await rowsOf(await readFile(utf8(file)))).map((row) => row.at)).toEqual(['4'])
  })

  it('reads quoted line ends, quotes and delimiters in a cell', async () => {
    const file = `${header}\n"民安\n便利店",便利店,"千秋路12号,东","111.871",34.745,,"周一至周五""8:00-20:00"""\n`
    const [row] = await rowsOf(await readFile(utf8(file)))
    expect(row?.cells).toEqual({
      name: '民安 便利店',
      type: '便利店',
      address: '千秋路12号,东',
      lng: '111.871',
      lat: '34.745',
      hours: '周一至周五"8:00-20:00"',
    })
  })

  it('makes full-width letters and digits half width and leaves blank cells out', async () => {
    const file = `${header}\n　ＡＢＣ１２３店,便利店,无,１１１．８７１,34.745,-,暂无\n`
    const [row] = await rowsOf(await readFile(utf8(file)))
    expect(row?.cells).toEqual({ name: 'ABC123店', type: '便利店', lng: '111.871', lat: '34.745' })
  })

  it('never takes columns about people', async () => {
    const reading = await readFile(utf8('店名,业态,坐标,经营者,身份证号\n甲,药店,"111.8,34.7",某人,4112\n'))
    expect(reading.notes).toContainEqual({
      column: 'personal',
      code: 'personal_ignored',
      value: '经营者, 身份证号',
    })
    expect(Object.keys((await rowsOf(reading))[0]?.cells ?? {})).toEqual(['name', 'type', 'location'])
  })

  it('takes the coordinate system from a header that names it', async () => {
    expect((await readFile(utf8('店名,业态,经度(GCJ02),纬度\n甲,药店,111,34\n'))).crs).toBe('gcj02')
    expect((await readFile(utf8('店名,业态,百度经度,百度纬度,经度,纬度\n甲,药店,1,2,111,34\n'))).crs).toBe(
      'wgs84',
    )
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['no header', utf8('a,b,c\n1,2,3\n')],
    ['no position', utf8('店名,业态\n甲,药店\n')],
    ['no type', utf8('店名,经度,纬度\n甲,111,34\n')],
    ['bytes of no encoding', Uint8Array.of(0xe5, 0x90, 0x8d, 0x2c, 0xff, 0xff, 0x0a)],
    ['an old .xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
    ['a broken .xlsx', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3)],
    ['broken JSON', utf8('{"features": [')],
    ['JSON of something else', utf8('{"a": 1}')],
  ])('refuses a file with %s', async (_, bytes) => {
    await expect(readFile(bytes)).rejects.toBeInstanceOf(UnreadableFile)
  })
})

describe('XLSX', () => {
  it('reads numbers as texts, from the first sheet that has a header', async () => {
    const cells = (row: readonly (string | number)[]) => row.map((value) => ({ value }))
    const file = await writeExcelFile([
      { sheet: '说明', data: [cells(['填表说明'])] },
      {
        sheet: '台账',
        data: [
          cells(['店名', '业态', '经度', '纬度', '电话']),
          cells(['甲', '药店', 111.871, 34.745, 13812345678]),
        ],
      },
    ]).toBuffer()
    expect(await rowsOf(await readFile(file))).toEqual([
      { at: '2', cells: { name: '甲', type: '药店', lng: '111.871', lat: '34.745', phone: '13812345678' } },
    ])
  })
})

describe("Amap's exports", () => {
  it('reads a CSV whose type codes have lost their leading zero as Amap, in GCJ-02', async () => {
    const reading = await readFile(
      utf8('餐饮类型编码,POI名称,经度(lon),纬度(lat)\n50100,甲饭店,113.0,34.7\n'),
    )
    expect(reading).toMatchObject({ source: 'amap', crs: 'gcj02' })
    expect(await rowsOf(reading)).toEqual([
      { at: '2', cells: { typeCode: '50100', name: '甲饭店', lng: '113.0', lat: '34.7' } },
    ])
  })

  it.each([
    ['version 3', { biz_ext: { open_time: '08:00-20:00', rating: [] }, tel: '0398-1234567' }],
    ['version 5', { business: { opentime_week: '周一至周日 08:00-20:00', tel: '0398-1234567' } }],
  ])('reads the JSON of %s', async (_, extra) => {
    const poi = {
      id: 'B0FF',
      name: '甲药房',
      typecode: '090601',
      address: [],
      location: '111.8,34.7',
      ...extra,
    }
    const reading = await readFile(utf8(JSON.stringify({ status: '1', pois: [poi] })))
    expect(reading).toMatchObject({ source: 'amap', crs: 'gcj02' })
    const [row] = await rowsOf(reading)
    expect(row?.cells).toMatchObject({
      id: 'B0FF',
      typeCode: '090601',
      location: '111.8,34.7',
      phone: '0398-1234567',
    })
    expect(row?.cells.hours).toContain('08:00-20:00')
    expect(row?.cells.address).toBeUndefined()
  })
})

describe('GeoJSON', () => {
  const collection = (properties: object, geometry: object = { type: 'Point', coordinates: [111.8, 34.7] }) =>
    utf8(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', id: 7, geometry, properties }],
      }),
    )

  it('reads points with the headers of ledgers', async () => {
    const reading = await readFile(collection({ 名称: '甲', 业态: '药店', 老板: '某人' }))
    expect(reading.source).toBe('geojson')
    expect(await rowsOf(reading)).toEqual([
      { at: '1', cells: { id: '7', name: '甲', type: '药店', location: '111.8,34.7' } },
    ])
  })

  it('reads points with the tags of OpenStreetMap', async () => {
    const reading = await readFile(
      collection({ '@id': 'node/5', amenity: 'pharmacy', name: '甲', opening_hours: '24/7' }),
    )
    expect(reading.source).toBe('osm')
    expect(await rowsOf(reading)).toMatchObject([
      { at: 'node/5', cells: { type: 'pharmacy', hours: '24/7' } },
    ])
  })

  it('refuses a collection without points', async () => {
    await expect(readFile(collection({}, { type: 'LineString', coordinates: [] }))).rejects.toBeInstanceOf(
      UnreadableFile,
    )
  })
})

describe('OpenStreetMap extracts', () => {
  const nodes = [
    {
      id: 1,
      lng: 111.87,
      lat: 34.745,
      tags: { shop: 'convenience', 'name:zh': '甲店', name: 'A', wheelchair: 'limited' },
    },
    {
      id: 2,
      lng: 111.871,
      lat: 34.746,
      tags: { amenity: 'pharmacy', name: '乙 "药" <房>', 'payment:cash': 'yes', wheelchair: 'no' },
    },
    { id: 3, lng: 111.872, lat: 34.747, tags: { amenity: 'bench' } },
    { id: 4, lng: 111.873, lat: 34.747, tags: { shop: 'bakery' } },
    { id: 5, lng: 111.873, lat: 34.747, tags: { highway: 'crossing', name: '路口' } },
    { id: 11_000_000_000, lng: 111.88, lat: 34.75 },
    { id: 11_000_000_001, lng: 111.882, lat: 34.75 },
    { id: 11_000_000_002, lng: 111.882, lat: 34.752 },
    { id: 11_000_000_003, lng: 111.88, lat: 34.752 },
  ]
  const ring = [11_000_000_000, 11_000_000_001, 11_000_000_002, 11_000_000_003, 11_000_000_000]
  const ways = [
    { id: 9, refs: ring, tags: { building: 'yes', shop: 'supermarket', name: '丙超市', brand: '丙' } },
    { id: 10, refs: ring.slice(0, 3), tags: { shop: 'mall', name: '不成环' } },
    { id: 12, refs: [...ring.slice(0, 3), 99, ring[0] ?? 0], tags: { shop: 'mall', name: '缺一角' } },
    { id: 13, refs: [1, 2], tags: { highway: 'residential' } },
  ]
  const expected = [
    { at: 'node/1', cells: { id: 'node/1', name: '甲店', type: 'convenience', location: '111.87,34.745' } },
    {
      at: 'node/2',
      cells: {
        id: 'node/2',
        name: '乙 "药" <房>',
        type: 'pharmacy',
        location: '111.871,34.746',
        stepFree: 'no',
        cash: 'yes',
      },
    },
    { at: 'way/9', cells: { id: 'way/9', name: '丙超市', type: 'supermarket', chain: 'yes' } },
  ]

  it.each([
    ['.osm.pbf with dense nodes', osmPbf(nodes, ways)],
    ['.osm.pbf with plain nodes', osmPbf(nodes, ways, { dense: false })],
    ['.osm.pbf that is not packed', osmPbf(nodes, ways, { packed: false })],
    ['.osm', utf8(osmXml(nodes, ways))],
    ['.osm.gz', gzipSync(osmXml(nodes, ways))],
  ])('gives nodes and closed ways of %s', async (_, bytes) => {
    const reading = await readFile(bytes)
    const rows = await rowsOf(reading)
    expect(rows).toMatchObject(expected)
    expect(rows[0]?.cells.stepFree).toBeUndefined()
    const [lng = 0, lat = 0] = (rows[2]?.cells.location ?? '').split(',').map(Number)
    expect(lng).toBeCloseTo(111.881, 6)
    expect(lat).toBeCloseTo(34.751, 6)
    expect(Object.fromEntries(reading.leftOut)).toEqual({ 'amenity=bench': 1, 'shop=bakery (no name)': 1 })
  })

  it('refuses a PBF file that needs what is not understood, or is cut short', async () => {
    const cases = [
      osmPbf(nodes, ways, { features: ['HistoricalInformation'] }),
      osmPbf(nodes, ways).subarray(0, 200),
    ]
    for (const bytes of cases) {
      await expect(readFile(bytes).then(rowsOf)).rejects.toBeInstanceOf(UnreadableFile)
    }
  })

  it('refuses XML that is not well formed', async () => {
    await expect(readFile(utf8('<osm><node id="1"</osm>')).then(rowsOf)).rejects.toBeInstanceOf(
      UnreadableFile,
    )
  })
})
