/** Where outlets come from, and what that asks for. */

export const sources = ['sample', 'ledger', 'amap', 'osm', 'geojson'] as const
export type Source = (typeof sources)[number]

/** How a source wants to be named wherever its outlets are shown. */
export const sourceAttributions: Partial<Record<Source, string>> = {
  amap: '© 高德地图 Amap',
  osm: '© OpenStreetMap contributors (ODbL)',
}
