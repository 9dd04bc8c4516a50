import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Position } from '../../schema/catalog/divisions.ts'
import type { StudiedCity } from '../../schema/rules/siting/study.ts'
import { type Study, studyRoom } from '../../schema/rules/siting/study.ts'
import WhatIfPage from '../../web/staff/WhatIfPage.vue'
import { atDesk, signedIn } from './desk-stage.ts'
import { assessed, cityAssessment, huayuan, yinxing } from './goals-stage.ts'
import { city, collection, feature } from './places-stage.ts'

/** Whether the worker works; the network under it may fail. */
let works = true
/** What the worker waits for before it says which places are best. */
let patience: Promise<void> = Promise.resolve()

// The worker's own study, without the worker: a page of these tests has none.
vi.mock('../../web/staff/siting.ts', async (original) => {
  const actual = await original<typeof import('../../web/staff/siting.ts')>()
  class Desk {
    #open: Omit<StudiedCity, 'network'> | null = null
    #study: Study | null = null
    #stopped = false
    open(given: Omit<StudiedCity, 'network'>) {
      this.#open = given
      return works ? Promise.resolve(null) : Promise.reject(new Error('the network answered 500'))
    }
    study(outlets: readonly Position[], limit: number) {
      if (!this.#open) throw new Error('no city was opened')
      this.#study = studyRoom({ ...this.#open, network: null }).study(outlets, limit)
      const { unit, whole, reached } = this.#study
      return Promise.resolve({ unit, whole, reached })
    }
    gains(planned: readonly Position[]) {
      const study = this.#study
      if (!study) throw new Error('no type was chosen')
      const each = planned.map((one) => study.gains([one]))
      return Promise.resolve({ each, together: study.gains(planned) })
    }
    async best(
      candidates: readonly Position[] | null,
      count: number,
      onProgress: (done: number, total: number) => void,
    ) {
      const study = this.#study
      if (!study) throw new Error('no type was chosen')
      onProgress(0, candidates?.length ?? 0)
      await patience
      if (this.#stopped) throw new actual.SitingStopped()
      const places = candidates ?? []
      return { choice: study.best(places, count), candidates: places.length }
    }
    stop() {
      this.#stopped = true
    }
  }
  return { ...actual, SitingDesk: Desk }
})

// The map is looked at in a browser; here a button puts the pin where the test wants it.
let here: Position = [111.874, 34.747]
vi.mock('../../web/staff/pin-map.ts', () => ({
  PinMap: defineComponent({
    props: ['position', 'label', 'marks', 'near'],
    emits: ['update:position'],
    setup:
      (props, { emit }) =>
      () =>
        h(
          'button',
          { class: 'pin', onClick: () => emit('update:position', here) },
          `${props.label} ${props.marks.length}`,
        ),
  }),
}))

const pages = [{ path: 'what-if', name: 'desk-what-if', component: WhatIfPage }] as const
const office = signedIn({ role: 'city', area: { code: city.code, name: city.name, nameEn: city.nameEn } })
const homes = [
  { community: yinxing, position: [111.874, 34.747] as Position, households: 300 },
  { community: yinxing, position: [111.9, 34.747] as Position, households: 100 },
  { community: huayuan, position: [111.93, 34.747] as Position, households: 200 },
]
const given = {
  'GET /api/assessment': {
    ...cityAssessment,
    communities: [assessed(huayuan, { laundry: 0 }), assessed(yinxing, { laundry: 0.25 })],
  },
  'GET /api/desk/siting': { residences: homes },
  'GET /api/outlets': collection([feature('laundry01', { type: 'laundry', name: '洁净' }, 0.026)]),
  'GET /api/wishes': {
    sample: true,
    revision: 1,
    needs: [
      { community: huayuan, want: 'laundry', supporters: 12, id: 'need01', lacks: true, project: null },
    ],
  },
}

async function open(more: Record<string, unknown> = {}, session = office, at = '/desk/what-if?type=laundry') {
  works = true
  patience = Promise.resolve()
  here = [111.874, 34.747]
  const shown = await atDesk(at, { session, pages, given: { ...given, ...more } })
  await settle()
  return shown
}
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await flushPromises()
}
const put = async (view: VueWrapper) => {
  await view.get('.pin').trigger('click')
  await settle()
}
const button = (view: VueWrapper, text: string) => {
  const found = view.findAll('button').find((one) => one.text().includes(text))
  if (!found) throw new Error(`there is no button ${text}`)
  return found
}
const gains = (view: VueWrapper) =>
  view
    .findAll('[aria-live] tbody tr')
    .map((row) => row.findAll('th, td').map((cell) => cell.text().replace(/\s+/g, ' ')))

describe('what if', () => {
  test('says who lacks a type today, whoever needs it most first, beside what residents want', async () => {
    const { view } = await open()
    expect(view.get('.facts').text()).toContain('现在有 1 家，0 个社区达到')
    expect(view.get('.facts').text()).toContain('按登记的住处和户数算')
    const rows = view.findAll('.what-if > section:first-of-type tbody tr').map((row) => row.text())
    expect(rows[0]).toContain('花园社区')
    expect(rows[0]).toContain('12 人')
    expect(rows[1]).toContain('25%')
  })

  test('tells which communities gain by a planned outlet, and what that makes of them', async () => {
    const { view } = await open()
    await put(view)
    expect(gains(view)).toEqual([
      ['银杏社区', '25% → 100%', '300 户', '新达到基础保障类 → 提升示范类', '没有人提'],
    ])
    expect(view.get('.list li').text()).toContain('单独看：多 300 户')
  })

  test('moves the one that is chosen, and adds others', async () => {
    const { view } = await open()
    await put(view)
    here = [111.95, 34.7]
    await put(view)
    expect(view.findAll('.list li')).toHaveLength(1)
    expect(view.get('[aria-live]').text()).toContain('没有社区因此变好')
    await button(view, '再放一个').trigger('click')
    here = [111.93, 34.747]
    await put(view)
    expect(view.findAll('.list li')).toHaveLength(2)
    expect(gains(view).map(([community]) => community)).toEqual(['花园社区'])
    await view.get('[aria-label="拿掉计划 2"]').trigger('click')
    await settle()
    expect(gains(view)).toEqual([])
  })

  test('finds the best of a list of premises, with reasons, and puts it on the map', async () => {
    const { view } = await open()
    await button(view, '开始找').trigger('submit')
    await settle()
    expect(view.text()).toContain('先读进清单')
    await view
      .get('textarea')
      .setValue('名称,经度,纬度\n东铺,111.930,34.747\n西铺,111.874,34.747\n外地,116.4,39.9')
    await button(view, '读进来').trigger('click')
    await settle()
    await vi.waitFor(() => expect(view.get('.premises').text()).toContain('读进来 2 处'))
    expect(view.get('.premises').text()).toContain('第 4 行')
    await view.get('.count select').setValue('1')
    await view.get('form.ask').trigger('submit')
    await settle()
    const result = view.get('.result').text()
    expect(result).toContain('从 2 个地方里挑出 1 个，新走得到的一共 300 户')
    expect(result).toContain('已经证明没有更好的选法')
    expect(view.get('.result h3').text()).toContain('西铺')
    await button(view, '放到地图上试').trigger('click')
    await settle()
    expect(view.get('.list li').text()).toContain('西铺')
    // once is enough
    await button(view, '放到地图上试').trigger('click')
    expect(view.findAll('.list li')).toHaveLength(1)
    expect(view.get('.result').text()).toContain('没有放上去')
    expect(gains(view)[0]?.[1]).toBe('25% → 100%')
  })

  test('does not show for one type what was found for another', async () => {
    const { view } = await open()
    await view.get('input[value=list]').setValue(true)
    await view.get('textarea').setValue('名称,经度,纬度\n西铺,111.874,34.747')
    await button(view, '读进来').trigger('click')
    await vi.waitFor(() => expect(view.get('.premises').text()).toContain('读进来 1 处'))
    let found = () => {}
    patience = new Promise((resolve) => {
      found = resolve
    })
    await view.get('form.ask').trigger('submit')
    await settle()
    expect(view.find('progress').exists()).toBe(true)
    await view.get('.type select').setValue('pharmacy')
    await settle()
    found()
    await settle()
    expect(view.find('progress').exists()).toBe(false)
    expect(view.find('.result').exists()).toBe(false)
  })

  test('says so where the worker cannot work, and tries again', async () => {
    const { view } = await open({}, office, '/desk/what-if')
    works = false
    await view.get('.type select').setValue('laundry')
    await settle()
    expect(view.get('.what-if [role=alert]').text()).toContain('没有算成')
    works = true
    await button(view, '再算一次').trigger('click')
    await settle()
    expect(view.find('.what-if [role=alert]').exists()).toBe(false)
    await put(view)
    expect(gains(view)).toHaveLength(1)
  })

  test('does not say that nobody wants it where wishes did not come', async () => {
    const { view } = await open({ 'GET /api/wishes': 'offline' })
    expect(view.text()).not.toContain('没有人提')
    await put(view)
    expect(gains(view)[0]?.at(-1)).toBe('—')
  })

  test('says when shares are being counted again', async () => {
    const outdated = { ...given['GET /api/assessment'], current: false }
    const { view } = await open({ 'GET /api/assessment': outdated })
    expect(view.get('.desk-told').text()).toContain('正在重新计算')
  })

  test('marks the own area of who has one', async () => {
    const { view } = await open({}, signedIn())
    expect(view.findAll('.own').length).toBe(2)
    const { view: all } = await open()
    expect(all.findAll('.own').length).toBe(0)
  })

  test('says when what it needs cannot be fetched', async () => {
    const { view } = await open({ 'GET /api/desk/siting': 'offline' })
    expect(view.get('.what-if [role=alert]').text()).toContain('没有网络')
  })
})
