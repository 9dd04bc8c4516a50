import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import type { Field } from '../../schema/catalog/open-data/fields.ts'
import { type Dataset, dataFormats, dataPath, datasets } from '../../schema/catalog/open-data.ts'
import type { Catalog, CatalogField } from '../../schema/contract/open-data.ts'
import DataPage from '../../web/open/DataPage.vue'
import type { Language } from '../../web/shell/preferences.ts'
import { city, show, tuesdayEvening } from './places-stage.ts'
import { tell } from './satisfaction-stage.ts'
import { emptyPages } from './shell-stage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const fieldOf = ({ name, type, unit, nullable, zh, en, values }: Field): CatalogField => ({
  name,
  type,
  unit: unit ?? null,
  nullable: nullable ?? false,
  meaning: { zh, en },
  values: values ? [...values] : null,
})

/** What the worker answers about every dataset. */
function catalog(lent = false): Catalog {
  return {
    sample: true,
    revision: 1841,
    title: { zh: '义马一刻钟便民生活圈开放数据', en: 'Open data' },
    publisher: { zh: '义马一刻钟便民生活圈', en: 'Yima' },
    license: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    attribution: '义马一刻钟便民生活圈开放数据（CC BY 4.0）',
    thirdParties: lent ? ['© OpenStreetMap contributors (ODbL)'] : [],
    dataset: datasets.map((dataset: Dataset & { id: (typeof datasets)[number]['id'] }) => ({
      identifier: dataset.id,
      title: dataset.title,
      description: dataset.description,
      source: dataset.source,
      accrualPeriodicity: dataset.frequency,
      license: 'CC-BY-4.0',
      otherLicenses: lent && dataset.outlets ? ['ODbL-1.0'] : [],
      distribution: dataset.formats.map((format) => ({
        format,
        mediaType: dataFormats[format],
        downloadURL: dataPath(dataset.id, format),
      })),
      head: (dataset.head ?? []).map(fieldOf),
      fields: dataset.fields.map(fieldOf),
    })),
  }
}

async function dataPage(answer: unknown, language: Language = 'zh-CN') {
  vi.useFakeTimers({ toFake: ['Date'], now: tuesdayEvening })
  tell({ '/api/data': answer })
  const shown = await show(DataPage, { at: '/data', city, router: emptyPages(), language })
  await flushPromises()
  return shown
}

describe('the page of the open data', () => {
  it('has every file to download, named by what it is', async () => {
    const { view } = await dataPage(catalog())
    const links = view.findAll('a[download]').map((link) => link.attributes('href'))
    expect(links).toEqual(
      datasets.flatMap(({ id, formats }) => formats.map((format) => dataPath(id, format))),
    )
    for (const { id, title } of datasets) {
      const section = view.find(`#${id}`)
      expect(section.find('h3').text()).toBe(title.zh)
      const described = section.find('a[download]').attributes('aria-describedby') ?? ''
      expect(view.find(`#${described}`).text()).toBe(title.zh)
    }
  })

  it('explains every field, with its type, its unit and the values that it may have', async () => {
    const { view } = await dataPage(catalog())
    for (const dataset of datasets) {
      const shown = view.findAll(`#${dataset.id} tbody th code`).map((code) => code.text())
      const head: readonly Field[] = 'head' in dataset ? dataset.head : []
      expect(shown).toEqual([...dataset.fields, ...head].map(({ name }) => name))
    }
    const stage = view.findAll('#complaints tbody tr').find((row) => row.find('code').text() === 'stage')
    expect(stage?.text()).toContain('filed 待受理')
    const reached = view.findAll('#assessments tbody tr').find((row) => row.find('code').text() === 'reached')
    expect(reached?.find('small').text()).toBe('数 · 占比（0–1） · 可以为空')
  })

  it('says under which licence, how to name the source, and how to cite', async () => {
    const { view } = await dataPage(catalog())
    const licence = view.find('[aria-labelledby=data-licence]')
    expect(licence.text()).toContain('CC BY 4.0')
    expect(licence.text()).not.toContain('ODbL')
    expect(licence.find('.line').text()).toBe('义马一刻钟便民生活圈开放数据（CC BY 4.0）')
    expect(view.find('.citation').text()).toContain('第 1841 版')
    expect(view.find('.citation').text()).toContain('2026-11-24')
  })

  it('leaves to OpenStreetMap what is theirs', async () => {
    const { view } = await dataPage(catalog(true))
    expect(view.find('[aria-labelledby=data-licence]').text()).toContain('© OpenStreetMap contributors')
    expect(view.find('#outlets dl').text()).toContain('ODbL 1.0')
    expect(view.find('#complaints dl').text()).not.toContain('ODbL')
    const licences = view.findAll('a[rel~=license]').map((link) => link.attributes('href'))
    expect(licences).toEqual([
      'https://creativecommons.org/licenses/by/4.0/',
      'https://opendatacommons.org/licenses/odbl/1-0/',
    ])
  })

  test.each(['offline', 'failed'])('%s: says so and tries again', async (trouble) => {
    let answer: unknown = trouble
    const { view } = await dataPage(() => answer)
    answer = catalog()
    await view.find('[role=alert] button').trigger('click')
    await flushPromises()
    expect(view.findAll('.set')).toHaveLength(datasets.length)
  })

  it('speaks English', async () => {
    const { view } = await dataPage(catalog(), 'en')
    expect(view.find('#tallies h3').text()).toBe('Tallies of satisfaction')
    expect(view.find('#tallies').text()).toContain('voices that count')
  })
})
