import { describe, expect, it } from 'vitest'
import { readResidences } from '../../schema/import/residences.ts'
import { sampleCity } from '../../schema/sample/sample.ts'

const communities = [
  { code: '411281001001', name: '民安社区', subdistrict: '千秋路街道', centre: [111.86, 34.748] as const },
  { code: '411281001002', name: '兴苑社区', subdistrict: '千秋路街道', centre: [111.88, 34.748] as const },
]
const ground = { bounds: [111.76, 34.68, 111.97, 34.81] as const, communities, crs: 'wgs84' as const }
const read = (text: string) => readResidences(new TextEncoder().encode(text), ground)

describe('a table of where people live', () => {
  it('is read with the headers that people write', async () => {
    const { residences, faults, nearest } = await read(
      '小区名称,所属社区,经度,纬度,户数\n民安小区,民安社区,111.861,34.747,"1,312户"\n,,111.879,34.749,40\n',
    )
    expect(faults).toEqual([])
    expect(nearest).toBe(1)
    expect(residences).toEqual([
      { name: '民安小区', community: '411281001001', position: [111.861, 34.747], households: 1312 },
      { name: null, community: '411281001002', position: [111.879, 34.749], households: 40 },
    ])
  })

  it('may have a title above it, and its position in one cell', async () => {
    const { residences } = await read('二〇二六年居住点\n坐标,households\n"111.861,34.747",9\n')
    expect(residences).toMatchObject([{ position: [111.861, 34.747], households: 9 }])
  })

  it('says in which system its positions are', async () => {
    const { residences } = await read('经度(GCJ02),纬度(GCJ02),户数\n111.861,34.747,9\n')
    expect(residences[0]?.position[0]).not.toBe(111.861)
  })

  it.each<[fault: string, row: string]>([
    ['position', '甲,民安社区,,34.747,9'],
    ['position', '甲,民安社区,东,34.747,9'],
    ['outside', '甲,民安社区,121.47,31.23,9'],
    ['households', '甲,民安社区,111.861,34.747,'],
    ['households', '甲,民安社区,111.861,34.747,0'],
    ['households', '甲,民安社区,111.861,34.747,2.5'],
    ['households', '甲,民安社区,111.861,34.747,999999'],
    ['community', '甲,不在本市社区,111.861,34.747,9'],
    ['community', '甲,,111.77,34.69,9'],
    ['name', `${'长'.repeat(41)},民安社区,111.861,34.747,9`],
  ])('tells the row that is wrong: %s', async (fault, row) => {
    const { residences, faults } = await read(
      `名称,社区,经度,纬度,户数\n乙,民安社区,111.861,34.747,5\n${row}\n`,
    )
    expect(residences).toHaveLength(1)
    expect(faults).toMatchObject([{ row: 3, fault }])
  })

  it.each(['名称,户数\n甲,5\n', '经度,纬度\n111.861,34.747\n', ''])(
    'is none without its columns: %j',
    async (text) => {
      await expect(read(text)).rejects.toThrow()
    },
  )
})

describe('the made-up places', () => {
  it('are some in every community, more where more people live', () => {
    const { city, residences } = sampleCity()
    const households = (urban: boolean) =>
      city.communities
        .filter((community) => community.urban === urban)
        .map(({ code }) =>
          residences
            .filter(({ community }) => community === code)
            .reduce((sum, one) => sum + one.households, 0),
        )
    expect([...households(true), ...households(false)].filter((count) => count === 0)).toEqual([])
    const mean = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(mean(households(true))).toBeGreaterThan(3 * mean(households(false)))
  })
})
