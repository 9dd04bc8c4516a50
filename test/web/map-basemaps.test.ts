import { describe, expect, it } from 'vitest'
import type { CityBasemap } from '../../schema/contract/city.ts'
import { decodeBasemap, encodeBasemap } from '../../schema/rules/basemap.ts'
import { drawStyle, remoteOf } from '../../web/map/basemaps.ts'
import { creditsOf } from '../../web/map/credits.ts'
import type { Shown } from '../../web/map/grounds.ts'
import { familiesOf, readPalette } from '../../web/map/palette.ts'
import { tiandituLayers } from '../../web/map/tianditu.ts'
import type { MessageKey, MessageValues } from '../../web/shell/words.ts'

const embedded: CityBasemap = { kind: 'embedded', url: null, approval: null, attribution: '' }
const pmtiles: CityBasemap = {
  kind: 'pmtiles',
  url: 'https://example.org/city.pmtiles',
  approval: 'GS（2024）0650号',
  attribution: '© OpenStreetMap',
}

describe('the remote basemap to try', () => {
  it.each([
    ['none when the embedded one is configured', embedded, true, null],
    ['the configured one', pmtiles, true, { kind: 'pmtiles', url: pmtiles.url }],
    ['none without a network', pmtiles, false, null],
    ['none without an address', { ...pmtiles, url: null }, true, null],
  ] as const)('is %s', (_what, basemap, online, remote) => {
    expect(remoteOf(basemap, online)).toEqual(remote)
  })
})

describe('天地图', () => {
  const url =
    'https://t{0-7}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&LAYER=vec&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=KEY'

  it('gives ground and names, each from eight hosts', () => {
    const [ground, names] = tiandituLayers(url)
    expect(ground?.tiles).toHaveLength(8)
    expect(ground?.tiles?.[3]).toBe(url.replace('{0-7}', '3'))
    expect(names?.tiles?.[7]).toBe(
      'https://t7.tianditu.gov.cn/cva_w/wmts?SERVICE=WMTS&LAYER=cva&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=KEY',
    )
    expect(names?.names).toBe(true)
  })

  it('takes an address without a choice of hosts as it is', () => {
    const own = 'https://tiles.example.org/vec_w/{z}/{y}/{x}'
    expect(tiandituLayers(own).map(({ tiles }) => tiles)).toEqual([
      [own],
      ['https://tiles.example.org/cva_w/{z}/{y}/{x}'],
    ])
  })
})

it('a style of somebody else is cut before its first names', () => {
  const ground = { id: 'ground', type: 'background' } as const
  const name = { id: 'name', type: 'symbol', source: 'x' } as const
  const line = { id: 'line', type: 'line', source: 'x' } as const
  const draw = drawStyle({
    version: 8,
    sources: {},
    glyphs: 'https://g/{range}',
    layers: [ground, line, name],
  })
  const basemap = draw(readPalette(document.body), 'zh-CN')
  expect(basemap.ground).toEqual([ground, line])
  expect(basemap.labels).toEqual([name])
  expect(basemap.glyphs).toBe('https://g/{range}')
})

const nothingDrawn = encodeBasemap(
  {
    city: '411281',
    sample: true,
    attribution: '',
    bounds: [111.76, 34.68, 111.97, 34.81],
    origin: [111.874, 34.747],
    scale: 200_000,
  },
  {},
)

describe('the line of credits', () => {
  const t = (key: MessageKey, values?: MessageValues) =>
    key === 'map.credits.approval'
      ? `审图号 ${Object.values(values ?? {}).join()}`
      : key.replace('map.credits.', '')
  const layers = decodeBasemap(nothingDrawn)
  const file = (part: { sample: boolean; approval: string | null }, instead = false): Shown => ({
    kind: 'embedded',
    instead,
    file: { layers, attribution: '某测绘院', ...part },
  })

  it.each([
    ['nothing before there is a ground', { kind: 'none' }, embedded, false, []],
    ['that the sample is one', file({ sample: true, approval: null }), embedded, false, ['sample']],
    [
      'source and 审图号 of an embedded map',
      file({ sample: false, approval: 'GS 1' }),
      embedded,
      false,
      ['某测绘院', '审图号 GS 1'],
    ],
    [
      'the configured 审图号 before the file’s',
      file({ sample: false, approval: 'GS 1' }),
      { ...embedded, approval: 'GS 2' },
      false,
      ['某测绘院', '审图号 GS 2'],
    ],
    [
      'source and 审图号 of a remote map, and that minutes are estimated',
      { kind: 'remote' },
      pmtiles,
      true,
      ['© OpenStreetMap', '审图号 GS（2024）0650号', 'estimated'],
    ],
    [
      'that a remote map did not come, and nothing of its 审图号',
      file({ sample: true, approval: null }, true),
      pmtiles,
      false,
      ['fellBack', 'sample'],
    ],
    [
      'only the estimate on bare ground',
      { kind: 'embedded', file: null, instead: false },
      embedded,
      true,
      ['estimated'],
    ],
  ] as const)('says %s', (_what, shown, basemap, estimated, parts) => {
    expect(creditsOf(shown, basemap, { estimated, sample: false }, t)).toEqual(parts)
  })

  it('says whose streets were walked, once', () => {
    const streets = { attribution: '© OpenStreetMap', sample: false }
    const caveats = { estimated: false, sample: false, streets }
    expect(creditsOf({ kind: 'remote' }, pmtiles, caveats, t)).toEqual([
      '© OpenStreetMap',
      '审图号 GS（2024）0650号',
      'streets',
    ])
    const ground = file({ sample: false, approval: null })
    expect(creditsOf(ground, embedded, caveats, t)).toEqual(['某测绘院', 'streets', '© OpenStreetMap'])
    const madeUp = { ...caveats, streets: { attribution: 'nobody', sample: true } }
    expect(creditsOf(ground, embedded, madeUp, t)).toEqual(['某测绘院', 'sampleStreets'])
  })

  it('says that outlets are made up where the map is not', () => {
    const caveats = { estimated: false, sample: true }
    expect(creditsOf({ kind: 'remote' }, pmtiles, caveats, t)).toContain('sampleOutlets')
    const sampleMap = file({ sample: true, approval: null })
    expect(creditsOf(sampleMap, embedded, caveats, t)).toEqual(['sample'])
  })
})

it('font families are read from the token with and without quotes', () => {
  expect(familiesOf('"PingFang SC", \'Noto Sans CJK SC\',\n  system-ui, sans-serif')).toEqual([
    'PingFang SC',
    'Noto Sans CJK SC',
    'system-ui',
    'sans-serif',
  ])
})
