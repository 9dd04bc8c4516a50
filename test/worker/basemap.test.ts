import { afterEach, describe, expect, it, vi } from 'vitest'
import { assetHeaders, securityHeaders } from '../../worker/guard/headers.ts'
import { type BasemapSettings, basemapOf } from '../../worker/places/basemap.ts'

const unset: BasemapSettings = {
  BASEMAP: 'embedded',
  BASEMAP_URL: '',
  BASEMAP_ATTRIBUTION: '',
  TIANDITU_KEY: '',
  MAP_APPROVAL: '',
}
const embedded = { kind: 'embedded', url: null, approval: null, attribution: '' }

/** The sources that a directive of the page's policy allows. */
function allowed(settings: BasemapSettings, directive: string): string[] {
  const policy = securityHeaders(settings)['Content-Security-Policy'] ?? ''
  const words = policy.split('; ').map((part) => part.split(' '))
  return words.find(([name]) => name === directive)?.slice(1) ?? []
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the basemap', () => {
  it('is the embedded one by default, and needs no other host', () => {
    expect(basemapOf(unset)).toEqual(embedded)
    expect(basemapOf({ ...unset, BASEMAP: '' })).toEqual(embedded)
    expect(allowed(unset, 'connect-src')).toEqual(["'self'"])
  })

  it('is 天地图 with a key and its 审图号, from its eight hosts', () => {
    const settings = { ...unset, BASEMAP: 'tianditu', TIANDITU_KEY: 'k&y', MAP_APPROVAL: 'GS（2024）0650号' }
    const basemap = basemapOf(settings)
    expect(basemap).toMatchObject({ kind: 'tianditu', approval: 'GS（2024）0650号' })
    expect(basemap.attribution).toContain('天地图')
    const url = new URL(basemap.url?.replace('{0-7}', '3') ?? '')
    expect(url.origin).toBe('https://t3.tianditu.gov.cn')
    expect(url.searchParams.get('LAYER')).toBe('vec')
    expect(url.searchParams.get('TILEMATRIX')).toBe('{z}')
    expect(url.searchParams.get('tk')).toBe('k&y')
    const hosts = Array.from({ length: 8 }, (_, number) => `https://t${number}.tianditu.gov.cn`)
    expect(allowed(settings, 'connect-src')).toEqual(["'self'", ...hosts])
    expect(allowed(settings, 'img-src')).toEqual(["'self'", 'data:', 'blob:', ...hosts])
    expect(allowed(settings, 'script-src')).toEqual(["'self'"])
  })

  it.each(['pmtiles', 'style'])('is a %s of another host, and of that host only', (BASEMAP) => {
    const settings = {
      ...unset,
      BASEMAP,
      BASEMAP_URL: 'https://maps.example.cn:8443/yima/file?v=1',
      BASEMAP_ATTRIBUTION: '© 示例',
    }
    expect(basemapOf(settings)).toEqual({
      kind: BASEMAP,
      url: 'https://maps.example.cn:8443/yima/file?v=1',
      approval: null,
      attribution: '© 示例',
    })
    expect(allowed(settings, 'connect-src')).toEqual(["'self'", 'https://maps.example.cn:8443'])
  })

  it('is a file of this site, and then needs no other host', () => {
    const settings = { ...unset, BASEMAP: 'pmtiles', BASEMAP_URL: '/map/yima.pmtiles' }
    expect(basemapOf(settings)).toMatchObject({ kind: 'pmtiles', url: '/map/yima.pmtiles' })
    expect(allowed(settings, 'connect-src')).toEqual(["'self'"])
  })

  it.each([
    ['an unknown kind', { BASEMAP: 'google' }],
    ['天地图 without a key', { BASEMAP: 'tianditu', MAP_APPROVAL: 'GS（2024）0650号' }],
    ['天地图 without its 审图号', { BASEMAP: 'tianditu', TIANDITU_KEY: 'key' }],
    ['no address', { BASEMAP: 'style' }],
    ['an address without encryption', { BASEMAP: 'style', BASEMAP_URL: 'http://maps.example.cn/style.json' }],
    ['a script for an address', { BASEMAP: 'style', BASEMAP_URL: 'javascript:alert(1)' }],
    [
      'an address that would slip into the policy',
      { BASEMAP: 'style', BASEMAP_URL: "x; script-src 'unsafe-inline'" },
    ],
    [
      'an address of another host in disguise',
      { BASEMAP: 'style', BASEMAP_URL: '//maps.example.cn/style.json' },
    ],
  ])('falls back on the embedded one: %s', (_, settings) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(basemapOf({ ...unset, ...settings })).toEqual(embedded)
    expect(allowed({ ...unset, ...settings }, 'connect-src')).toEqual(["'self'"])
  })

  it('says once what is wrong', async () => {
    vi.resetModules()
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fresh = await import('../../worker/places/basemap.ts')
    fresh.basemapOf({ ...unset, BASEMAP: 'tianditu' })
    fresh.basemapOf({ ...unset, BASEMAP: 'tianditu' })
    expect(logged).toHaveBeenCalledTimes(1)
    expect(logged.mock.calls[0]?.[0]).toContain('TIANDITU_KEY')
  })
})

describe('headers of static files', () => {
  it('let them run nothing of others', () => {
    expect(assetHeaders['Content-Security-Policy']).toContain("default-src 'none'; script-src 'self'")
    expect(assetHeaders['X-Content-Type-Options']).toBe('nosniff')
  })
})
