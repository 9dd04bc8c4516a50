/** `/api/data`: the catalog of the open data, and every dataset as files. Any site may read them. */

import { Hono } from 'hono'
import type { Field } from '../../schema/catalog/open-data/fields.ts'
import {
  type DataFormat,
  type DatasetId,
  dataPath,
  datasets,
  ownLicence,
} from '../../schema/catalog/open-data.ts'
import type { Catalog, OpenTallies } from '../../schema/contract/open-data.ts'
import type { Site } from '../guard/cookie.ts'
import { noQuery } from '../guard/input.ts'
import { publicRead, publicStream, publicText } from '../guard/public-read.ts'
import { dayAt } from '../guard/time.ts'
import { currentRevision } from '../places/memory.ts'
import { casesCsv, casesJson, firstCases } from './data-cases.ts'
import { attributionOf, catalogOf } from './data-catalog.ts'
import { contentTypeOf, csvText, disposition, type Frame, geojsonText, jsonText } from './data-files.ts'
import { currentCity, type KeptId, sources, type Told, tallies } from './data-sources.ts'

/** Says what a browser is to call the file that it stores; an answer without a body has no file. */
function named(response: Response, city: string, id: DatasetId, format: DataFormat): Response {
  if (response.status === 200) {
    response.headers.set('Content-Disposition', disposition(city, id, format, dayAt(Date.now())))
  }
  return response
}

const frameOf = ({ sample, revision }: Pick<Told, 'sample' | 'revision'>, city: { name: string }): Frame => ({
  sample,
  revision,
  licence: ownLicence,
  attribution: attributionOf(city),
})

function textOf(
  format: DataFormat,
  fields: readonly Field[],
  { head, rows, ...told }: Told,
  city: { name: string },
) {
  if (format === 'csv') return csvText(fields, rows)
  const frame = frameOf(told, city)
  return format === 'geojson' ? geojsonText(frame, rows) : jsonText(frame, head, rows)
}

/** Files as they were made last, by their address: packed once, however many take them. */
const made = new Map<string, { state: string; file: { revision: number; text: string } }>()

async function keptFile(
  c: Site,
  id: KeptId,
  format: DataFormat,
  fields: readonly Field[],
): Promise<Response> {
  const [{ revision, beside, make }, city] = await Promise.all([sources[id](c), currentCity(c.env.DB)])
  const state = `${revision} ${beside} ${city.name}`
  const path = dataPath(id, format)
  const file = async () => {
    const known = made.get(path)
    if (known?.state === state) return known.file
    const told = await make()
    const fresh = { revision: told.revision, text: textOf(format, fields, told, city) }
    if (told.revision === revision) made.set(path, { state, file: fresh })
    return fresh
  }
  return named(await publicText(c, revision, contentTypeOf(format), file, beside), city.code, id, format)
}

async function caseFile(c: Site, format: DataFormat): Promise<Response> {
  const [first, city] = await Promise.all([firstCases(c.env.DB), currentCity(c.env.DB)])
  const parts =
    format === 'csv' ? casesCsv(c.env.DB, first) : casesJson(c.env.DB, first, frameOf(first, city))
  return named(publicStream(c, first.revision, contentTypeOf(format), parts), city.code, 'complaints', format)
}

/** The tallies as they were made last: one object a state, so that they are packed once. */
let madeTallies: { state: string; answer: OpenTallies } | null = null

export const openData = new Hono<{ Bindings: Env }>()
  .get('/', noQuery, async (c) => {
    const revision = await currentRevision(c.env.DB)
    return publicRead(c, revision, async (): Promise<Catalog> => catalogOf(await currentCity(c.env.DB)))
  })
  // apart from the files, so that the page of the method knows what it gets
  .get('/tallies.json', noQuery, async (c) => {
    const [{ revision, beside, make }, city] = await Promise.all([tallies(c), currentCity(c.env.DB)])
    const state = `${revision} ${beside} ${city.name}`
    const answer = async (): Promise<OpenTallies> => {
      if (madeTallies?.state === state) return madeTallies.answer
      const { sample, revision: read, ...told } = await make()
      const fresh: OpenTallies = {
        sample,
        revision: read,
        licence: ownLicence,
        attribution: attributionOf(city),
        ...told,
      }
      madeTallies = { state, answer: fresh }
      return fresh
    }
    return publicRead(c, revision, answer, beside)
  })

for (const { id, formats, fields } of datasets) {
  for (const format of formats) {
    if (id === 'tallies' && format === 'json') continue
    openData.get(`/${id}.${format}`, noQuery, (c) =>
      id === 'complaints' ? caseFile(c, format) : keptFile(c, id, format, fields),
    )
  }
}
