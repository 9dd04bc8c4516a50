/** The catalog of the open data in the words of DCAT: which datasets there are, what their fields mean, whose they are. */

import type { Field } from '../../schema/catalog/open-data/fields.ts'
import {
  type Dataset,
  dataFormats,
  dataPath,
  datasets,
  type Licence,
  licences,
  ownLicence,
  sourceLicences,
} from '../../schema/catalog/open-data.ts'
import { type Source, sourceAttributions, sources } from '../../schema/catalog/sources.ts'
import type { Catalog, CatalogDataset, CatalogField } from '../../schema/contract/open-data.ts'
import type { StoredCity } from '../places/store.ts'

/** How to name where our data come from. */
export const attributionOf = ({ name }: Pick<StoredCity, 'name'>) =>
  `${name}一刻钟便民生活圈开放数据（${licences[ownLicence].name}）`

function publicField({ name, type, unit, nullable, zh, en, values }: Field): CatalogField {
  return {
    name,
    type,
    unit: unit ?? null,
    nullable: nullable ?? false,
    meaning: { zh, en },
    values: values?.map((value) => ({ ...value })) ?? null,
  }
}

/** Licences of third parties whose outlets the city has loaded. */
function otherLicences(attributions: readonly string[]): Licence[] {
  const loaded = (source: Source) => attributions.includes(sourceAttributions[source] ?? '')
  return [...new Set(sources.filter(loaded).flatMap((source) => sourceLicences[source] ?? []))]
}

function publicDataset(
  dataset: Dataset & { id: CatalogDataset['identifier'] },
  others: Licence[],
): CatalogDataset {
  const { id, title, description, source, frequency, formats, fields, head = [], outlets = false } = dataset
  return {
    identifier: id,
    title,
    description,
    source,
    accrualPeriodicity: frequency,
    license: ownLicence,
    otherLicenses: outlets ? others : [],
    distribution: formats.map((format) => ({
      format,
      mediaType: dataFormats[format],
      downloadURL: dataPath(id, format),
    })),
    head: head.map(publicField),
    fields: fields.map(publicField),
  }
}

/** `GET /api/data` */
export function catalogOf(city: StoredCity): Catalog {
  const { sample, revision, name, nameEn, attribution } = city
  const others = otherLicences(attribution)
  return {
    sample,
    revision,
    title: { zh: `${name}一刻钟便民生活圈开放数据`, en: `Open data of the 15-minute circles of ${nameEn}` },
    publisher: { zh: `${name}一刻钟便民生活圈`, en: `15-minute circles of ${nameEn}` },
    license: { id: ownLicence, url: licences[ownLicence].url },
    attribution: attributionOf(city),
    thirdParties: attribution,
    dataset: datasets.map((dataset) => publicDataset(dataset, others)),
  }
}
