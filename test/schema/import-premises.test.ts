import { describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { PREMISES_MAX } from '../../schema/contract/limits.ts'
import { readPremises } from '../../schema/import/premises.ts'

const bounds = [111.76, 34.68, 111.97, 34.81] as const
const read = (text: string) => readPremises(new TextEncoder().encode(text), bounds)

describe('a list of vacant premises', () => {
  it('is read by its headers, between commas or as it is pasted from a spreadsheet', async () => {
    const both = [
      '名称,经度,纬度\n银杏路 3 号,111.8712,34.7465',
      '铺面名称\t经度\t纬度\n银杏路 3 号\t111.8712\t34.7465',
    ]
    for (const text of both) {
      const list = await read(text)
      expect('premises' in list && list.premises[0]?.position).toEqual([111.8712, 34.7465])
    }
  })

  it('takes a position in one column, and the system that a header names', async () => {
    const list = await read('地址,坐标(GCJ02)\n银杏路 3 号,"111.8770,34.7450"')
    expect(list).toMatchObject({ premises: [{ name: '银杏路 3 号' }], faults: [] })
    // GCJ-02 lies some hundred metres off
    const [lng = 0] = ('premises' in list && list.premises[0]?.position) || []
    expect(lng).toBeGreaterThan(111.868)
    expect(lng).toBeLessThan(111.8769)
  })

  it('names the rows that are no place in the city', async () => {
    const list = await read('名称,经度,纬度\n好,111.87,34.74\n缺,,\n远,116.40,39.90\n字,东,北')
    expect(list).toMatchObject({
      premises: [{ name: '好' }],
      faults: [
        { row: 3, kind: 'position' },
        { row: 4, kind: 'outside' },
        { row: 5, kind: 'position' },
      ],
    })
  })

  it('comes out of a workbook, too', async () => {
    const rows = [
      ['名称', '经度', '纬度'],
      ['空铺', 111.87, 34.74],
    ]
    const file = await writeExcel(rows).toBuffer()
    expect(await readPremises(new Uint8Array(file), bounds)).toEqual({
      premises: [{ name: '空铺', position: [111.87, 34.74] }],
      faults: [],
    })
  })

  it.each([
    ['nothing', '', 'empty'],
    ['no columns of a position', '名称,电话\n空铺,0398', 'header'],
    ['headers alone', '名称,经度,纬度\n', 'empty'],
    [
      'too many',
      `名称,经度,纬度\n${Array.from({ length: PREMISES_MAX + 1 }, (_, at) => `铺${at},111.87,34.74`).join('\n')}`,
      'many',
    ],
  ])('is refused with %s', async (_what, text, refused) => {
    expect(await read(text)).toEqual({ refused })
  })
})
