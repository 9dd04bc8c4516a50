/** The SQL that puts a city's definition, its circles' centres and the holiday calendar into D1. */

import type { CityDefinition, Position } from '../catalog/divisions.ts'
import type { CalendarDay } from '../rules/calendar.ts'
import { type Statement, statement } from '../statement.ts'
import { removeSampleAssessmentStatements } from './assessment-statements.ts'
import { removeSampleCasesStatements } from './case-statements.ts'
import { removeSampleLoginsStatements } from './login-statements.ts'
import { removeSampleNetworkStatements } from './network-statements.ts'
import { removeSampleResidencesStatements } from './residence-statements.ts'
import { removeSampleVoicesStatements } from './voice-statements.ts'
import { removeSampleWishesStatements } from './wish-statements.ts'

/** Where a community's service centre stands; WGS-84 degrees, longitude first. */
export interface Centre {
  position: Position
  name: string | null
  address: string | null
}

export interface CityLoad {
  city: CityDefinition
  /** by community code; communities without one keep the centre that staff have placed */
  centres: Readonly<Record<string, Centre>>
  /** everything about it is made up */
  sample: boolean
}

const cityColumns = 'code, name, name_en, sample, lng, lat, west, south, east, north'

/** The city as the history shows it. */
export const cityDocument = `json_object('code', code, 'name', name, 'name_en', name_en, 'sample', sample,
  'lng', lng, 'lat', lat, 'bounds', json_array(west, south, east, north))`

/** `excluded.a, excluded.b` of `a, b`. */
const excluded = (columns: string) =>
  columns
    .split(', ')
    .map((column) => `excluded.${column}`)
    .join(', ')

/** The end of an upsert that leaves equal rows alone, so that the revision rises only for a change. */
function unlessEqual(key: string, columns: string, table: string): string {
  const old = columns
    .split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ')
  return `ON CONFLICT (${key}) DO UPDATE SET (${columns}) = (${excluded(columns)})
    WHERE (${old}) IS NOT (${excluded(columns)})`
}

/** Takes the made-up outlets, centres, logins and the sample flag away, where they are. */
export function removeSampleStatements(): Statement[] {
  return [
    ...removeSampleCasesStatements(),
    ...removeSampleVoicesStatements(),
    ...removeSampleWishesStatements(),
    ...removeSampleLoginsStatements(),
    ...removeSampleNetworkStatements(),
    ...removeSampleResidencesStatements(),
    ...removeSampleAssessmentStatements(),
    statement("DELETE FROM outlet WHERE source = 'sample'"),
    statement(`UPDATE circle SET lng = NULL, lat = NULL, centre_name = NULL, centre_address = NULL
      WHERE lng IS NOT NULL AND (SELECT sample FROM city) = 1`),
    statement('UPDATE city SET sample = 0 WHERE sample = 1'),
  ]
}

/**
 * Makes the divisions exactly those of the definition. Outlets of a community that is no longer there lose their
 * circle and nothing else.
 */
export function cityStatements({ city, centres, sample }: CityLoad): Statement[] {
  const subdistricts = JSON.stringify(city.subdistricts)
  const communities = JSON.stringify(city.communities)
  const circles = JSON.stringify(
    city.communities.map(({ code, centre }) => ({ code, position: centre, ...centres[code] })),
  )
  const known = (column: string, codes: string) =>
    `${column} NOT IN (SELECT value ->> 'code' FROM json_each(${codes}))`
  return [
    statement(
      `INSERT INTO city (id, ${cityColumns}) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ${unlessEqual('id', cityColumns, 'city')}`,
      city.code,
      city.name,
      city.nameEn,
      sample ? 1 : 0,
      ...city.centre,
      ...city.bounds,
    ),
    statement(
      `INSERT INTO subdistrict (code, name, name_en)
        SELECT value ->> 'code', value ->> 'name', value ->> 'nameEn' FROM json_each(?1) WHERE true
        ${unlessEqual('code', 'name, name_en', 'subdistrict')}`,
      subdistricts,
    ),
    statement(
      `INSERT INTO community (code, name, name_en, subdistrict, urban, pilot)
        SELECT value ->> 'code', value ->> 'name', value ->> 'nameEn', value ->> 'subdistrict',
          value ->> 'urban', value ->> 'pilot'
        FROM json_each(?1) WHERE true
        ${unlessEqual('code', 'name, name_en, subdistrict, urban, pilot', 'community')}`,
      communities,
    ),
    statement(
      `INSERT INTO circle (community, lng, lat, centre_name, centre_address)
        SELECT value ->> 'code', value ->> '$.position[0]', value ->> '$.position[1]', value ->> 'name',
          value ->> 'address'
        FROM json_each(?1) WHERE true
        ${unlessEqual('community', 'lng, lat, centre_name, centre_address', 'circle')}
          AND excluded.lng IS NOT NULL`,
      circles,
    ),
    statement(`UPDATE outlet SET circle = NULL WHERE ${known('circle', '?1')}`, communities),
    statement(`DELETE FROM circle WHERE ${known('community', '?1')}`, communities),
    statement(`DELETE FROM community WHERE ${known('code', '?1')}`, communities),
    statement(`DELETE FROM subdistrict WHERE ${known('code', '?1')}`, subdistricts),
  ]
}

/** Years that the city office has entered, as the history knows; one that it took back is no longer among them. */
const enteredYears = `SELECT CAST(c.subject AS INTEGER) FROM change AS c
  WHERE c.subject_kind = 'calendar' AND c.after IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM change AS later WHERE later.subject_kind = 'calendar' AND later.subject = c.subject AND later.id > c.id)`

/** SQL for the year of an ISO date. */
const yearOf = (date: string) => `CAST(substr(${date}, 1, 4) AS INTEGER)`

/** Makes the holiday calendar the published one, but for the years that the city office has entered. */
export function calendarStatements(years: readonly number[], days: readonly CalendarDay[]): Statement[] {
  const yearList = JSON.stringify(years)
  const dayList = JSON.stringify(days)
  return [
    statement(
      `INSERT INTO holiday_year (year) SELECT value FROM json_each(?1) WHERE value NOT IN (${enteredYears})
        ON CONFLICT DO NOTHING`,
      yearList,
    ),
    statement(
      `DELETE FROM holiday_year
        WHERE year NOT IN (SELECT value FROM json_each(?1)) AND year NOT IN (${enteredYears})`,
      yearList,
    ),
    statement(
      `INSERT INTO holiday (date, kind, name)
        SELECT value ->> 'date', value ->> 'kind', value ->> 'name' FROM json_each(?1)
          WHERE ${yearOf("value ->> 'date'")} NOT IN (${enteredYears})
        ${unlessEqual('date', 'kind, name', 'holiday')}`,
      dayList,
    ),
    statement(
      `DELETE FROM holiday WHERE date NOT IN (SELECT value ->> 'date' FROM json_each(?1))
        AND ${yearOf('date')} NOT IN (${enteredYears})`,
      dayList,
    ),
  ]
}
