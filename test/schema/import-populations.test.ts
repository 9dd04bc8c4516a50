import { describe, expect, it } from 'vitest'
import { readPopulations } from '../../schema/import/populations.ts'

const codes: Readonly<Record<string, string>> = {
  '411281001001': '411281001001',
  民安社区: '411281001001',
  '411281001002': '411281001002',
}
const read = (text: string) => readPopulations(text, (cell) => codes[cell] ?? null)

describe('a table of populations', () => {
  it.each([
    ['commas', '411281001001,"8,214"\n411281001002,5120'],
    ['tabs, as a spreadsheet pastes', '社区\t人口\n民安社区\t8214\n411281001002\t5120\n'],
    ['empty rows and blanks', '\n 411281001001 , 8 214 \r\n,\r\n411281001002,5120\r\n'],
  ])('with %s', (_, text) => {
    expect(read(text)).toEqual({
      populations: [
        { community: '411281001001', residents: 8214 },
        { community: '411281001002', residents: 5120 },
      ],
      fault: null,
    })
  })

  it.each([
    ['unknown', 2, '社区,人口\n无名社区,5'],
    ['twice', 2, '411281001001,5\n民安社区,6'],
    ['number', 1, '411281001001,0'],
    ['number', 1, '411281001001,约五千'],
    ['number', 1, '411281001001,'],
  ] as const)('that is wrong says where: %s', (kind, row, text) => {
    expect(read(text)).toMatchObject({ populations: [], fault: { kind, row } })
  })

  it('without rows has none', () => {
    expect(read('社区编码,人口\n')).toEqual({ populations: [], fault: null })
  })
})
