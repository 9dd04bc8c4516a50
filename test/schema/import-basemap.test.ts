import { describe, expect, it } from 'vitest'
import type { CityDefinition } from '../../schema/catalog/divisions.ts'
import { basemapFromOsm } from '../../schema/import/basemap.ts'
import { scanOsmXml } from '../../schema/import/osm-xml.ts'
import { decodeBasemap } from '../../schema/rules/basemap.ts'

const city: CityDefinition = {
  code: '411281',
  name: '义马',
  nameEn: 'Yima',
  centre: [111.87, 34.75],
  bounds: [111.8, 34.7, 111.9, 34.8],
  subdistricts: [],
  communities: [],
}

const extract = `<?xml version="1.0"?><osm>
  <node id="1" lat="34.750" lon="111.870"/><node id="2" lat="34.751" lon="111.870"/>
  <node id="3" lat="34.751" lon="111.872"/><node id="4" lat="34.750" lon="111.872"/>
  <node id="5" lat="35.500" lon="112.500"/><node id="6" lat="35.501" lon="112.500"/>
  <node id="7" lat="34.755" lon="111.875"><tag k="place" v="suburb"/><tag k="name" v="银杏"/></node>
  <node id="8" lat="36" lon="113"><tag k="place" v="town"/><tag k="name" v="远处"/></node>
  <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="千秋路"/></way>
  <way id="2"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="building" v="yes"/></way>
  <way id="3"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="stream"/></way>
  <way id="4"><nd ref="5"/><nd ref="6"/><tag k="highway" v="primary"/></way>
  <way id="5"><nd ref="1"/><nd ref="2"/><nd ref="99"/><nd ref="1"/><tag k="leisure" v="park"/></way>
  <way id="6"><nd ref="1"/><nd ref="4"/><tag k="highway" v="footway"/><tag k="bridge" v="yes"/></way>
  <way id="7"><nd ref="1"/><nd ref="4"/><tag k="building" v="no"/></way>
</osm>`

const layers = decodeBasemap(await basemapFromOsm(scanOsmXml(new TextEncoder().encode(extract)), city))
const shapesOf = (layer: keyof typeof layers) =>
  layers[layer].features.map(({ geometry, properties }) => ({ type: geometry.type, ...properties }))

describe('a basemap from OpenStreetMap', () => {
  it('draws streets by class, with names and bridges, and leaves out what lies outside', () => {
    expect(shapesOf('road')).toEqual([
      { type: 'LineString', class: 'main', name: '千秋路' },
      { type: 'LineString', class: 'path', bridge: true },
    ])
  })

  it('draws closed ways as areas, and none that the extract has cut', () => {
    expect(shapesOf('building')).toEqual([{ type: 'Polygon' }])
    expect(shapesOf('park')).toEqual([])
  })

  it('draws streams as lines, and writes the names of places inside', () => {
    expect(shapesOf('water')).toEqual([{ type: 'LineString', kind: 'stream' }])
    expect(shapesOf('label')).toEqual([{ type: 'Point', kind: 'community', name: '银杏', rank: 1 }])
  })

  it('keeps positions within a metre', () => {
    const [road] = layers.road.features
    expect(road?.geometry.type === 'LineString' && road.geometry.coordinates[2]).toEqual([
      expect.closeTo(111.872, 5),
      expect.closeTo(34.751, 5),
    ])
  })
})
