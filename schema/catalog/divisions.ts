/** The shape of a city's divisions; each city is data (`cities/`), so that another city needs no code. */

/** A position, WGS-84 degrees, longitude first as in GeoJSON. */
export type Position = readonly [lng: number, lat: number]

export interface Subdistrict {
  /** official division code, 9 digits */
  code: string
  name: string
  nameEn: string
}

export interface Community {
  /** official division code, 12 digits */
  code: string
  name: string
  nameEn: string
  /** code of its subdistrict */
  subdistrict: string
  /** 主城区; the others are agricultural (涉农) */
  urban: boolean
  /** among the first pilots */
  pilot: boolean
  /** the circle's service centre, where known */
  centre: Position | null
}

/** What makes a city: loaded into D1 by the importer, changed by data and never by code. */
export interface CityDefinition {
  /** official division code, 6 digits */
  code: string
  name: string
  nameEn: string
  centre: Position
  /** west, south, east, north */
  bounds: readonly [number, number, number, number]
  subdistricts: readonly Subdistrict[]
  communities: readonly Community[]
}
