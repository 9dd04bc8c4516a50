/** The city that rows are checked against: the one in the database, or a definition from a file. */

import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { CityDefinition } from '../catalog/divisions.ts'
import { CommunityCodeShape, PositionShape, SubdistrictCodeShape } from '../contract/values.ts'
import { statement } from '../statement.ts'
import type { KnownCommunity } from './circles.ts'
import type { Database, SqlRow } from './load.ts'
import { UsageError } from './options.ts'
import type { Bounds } from './position.ts'
import { UnreadableFile } from './types.ts'

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))

/** The file of a city definition, as `schema/catalog/cities` holds them. */
const CityFile = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^\d{6}$/, 'six digits')),
  name: Name,
  nameEn: Name,
  centre: PositionShape,
  bounds: v.pipe(
    v.strictTuple([v.number(), v.number(), v.number(), v.number()]),
    v.check(([west, south, east, north]) => west < east && south < north, 'west, south, east, north'),
  ),
  subdistricts: v.array(v.strictObject({ code: SubdistrictCodeShape, name: Name, nameEn: Name })),
  communities: v.array(
    v.strictObject({
      code: CommunityCodeShape,
      name: Name,
      nameEn: Name,
      subdistrict: SubdistrictCodeShape,
      urban: v.boolean(),
      pilot: v.boolean(),
      centre: v.nullable(PositionShape),
    }),
  ),
})

/**
 * A city definition.
 * @param name a city of the catalog (`yima`) or the path of a JSON file
 * @throws UnreadableFile when it is not there or not as it must be
 */
export async function readCity(name: string): Promise<CityDefinition> {
  const inCatalog = /^[a-z-]+$/.test(name)
  const path = inCatalog ? new URL(`../catalog/cities/${name}.json`, import.meta.url) : name
  let document: unknown
  try {
    document = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new UnreadableFile(
      `读不到城市定义 ${name}。 The city definition cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
  const city = v.safeParse(CityFile, document)
  if (!city.success) {
    const faults = city.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('; ')
    throw new UnreadableFile(`城市定义 ${name} 有误。 The city definition is not as it must be: ${faults}`)
  }
  const known = new Set(city.output.subdistricts.map((subdistrict) => subdistrict.code))
  const stray = city.output.communities.find((community) => !known.has(community.subdistrict))
  if (stray) {
    throw new UnreadableFile(
      `社区 ${stray.name} 的街道不在定义中。 The subdistrict of ${stray.name}, ${stray.subdistrict}, is not defined.`,
    )
  }
  return city.output
}

/** What an import needs to know of a city. */
export interface ImportCity {
  code: string
  name: string
  sample: boolean
  bounds: Bounds
  communities: readonly KnownCommunity[]
}

/** A definition as an import needs it. */
export function importCity(city: CityDefinition): ImportCity {
  const subdistricts = new Map(city.subdistricts.map(({ code, name }) => [code, name]))
  return {
    code: city.code,
    name: city.name,
    sample: false,
    bounds: city.bounds,
    communities: city.communities.map(({ code, name, subdistrict, centre }) => ({
      code,
      name,
      subdistrict: subdistricts.get(subdistrict) ?? '',
      centre,
    })),
  }
}

const text = (row: SqlRow, column: string) => String(row[column] ?? '')
const number = (row: SqlRow, column: string) => Number(row[column])

/** The city in the database, or null when there is none yet. */
export async function loadedCity(db: Database): Promise<ImportCity | null> {
  const [[city] = []] = await db.batch([
    statement('SELECT code, name, sample, west, south, east, north FROM city'),
  ])
  if (!city) return null
  const [communities = []] = await db.batch([
    statement(`SELECT community.code, community.name, subdistrict.name AS subdistrict, lng, lat
      FROM community JOIN subdistrict ON subdistrict.code = community.subdistrict
      LEFT JOIN circle ON circle.community = community.code`),
  ])
  return {
    code: text(city, 'code'),
    name: text(city, 'name'),
    sample: city['sample'] === 1,
    bounds: [number(city, 'west'), number(city, 'south'), number(city, 'east'), number(city, 'north')],
    communities: communities.map((row) => ({
      code: text(row, 'code'),
      name: text(row, 'name'),
      subdistrict: text(row, 'subdistrict'),
      centre: row['lng'] === null ? null : [number(row, 'lng'), number(row, 'lat')],
    })),
  }
}

/**
 * The city to check against, once it is certain that the file may go into this database.
 * @throws UsageError when there is no city yet, another one, or made-up data in the way
 */
export function cityFor(
  loaded: ImportCity | null,
  defined: ImportCity | null,
  replaceSample: boolean,
): ImportCity {
  if (loaded?.sample && !replaceSample) {
    throw new UsageError(
      '数据库里是示例城市，真实数据不能与虚构数据混在一起；请加 --replace-sample。 ' +
        'The database holds the made-up sample city; --replace-sample removes it first.',
    )
  }
  const city = defined ?? loaded
  if (!city) {
    throw new UsageError(
      '数据库里还没有城市；请用 --city 指定。 The database holds no city yet: give one with --city.',
    )
  }
  if (loaded && !loaded.sample && loaded.code !== city.code) {
    throw new UsageError(
      `数据库里是${loaded.name}（${loaded.code}），不是${city.name}（${city.code}）。 The database holds another city.`,
    )
  }
  // Centres of the sample are made up; those of a real city are what staff have placed.
  const placed = new Map(loaded?.sample ? [] : loaded?.communities.map(({ code, centre }) => [code, centre]))
  const communities = city === loaded && loaded.sample ? withoutCentres(city.communities) : city.communities
  return {
    ...city,
    communities: communities.map((community) => ({
      ...community,
      centre: community.centre ?? placed.get(community.code) ?? null,
    })),
  }
}

const withoutCentres = (communities: ImportCity['communities']): ImportCity['communities'] =>
  communities.map((community) => ({ ...community, centre: null }))
