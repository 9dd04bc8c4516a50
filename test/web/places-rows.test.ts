import { describe, expect, test } from 'vitest'
import type { HoursState } from '../../schema/rules/hours/model.ts'
import PlaceRow from '../../web/places/PlaceRow.vue'
import PlaceRowElder from '../../web/places/PlaceRowElder.vue'
import type { Place } from '../../web/places/place.ts'
import { feature, show, tuesdayEvening } from './places-stage.ts'

const at = (time: string) => Date.parse(`2026-11-${time}:00+08:00`)

const states: [string, HoursState, string, string][] = [
  [
    'open',
    { kind: 'open', until: at('24T23:00'), openEnd: false, comment: null },
    '营业中23:00 关门',
    'Openuntil 23:00',
  ],
  ['open', { kind: 'open', until: null, openEnd: false, comment: null }, '营业中24 小时', 'Open24 hours'],
  [
    'soon',
    { kind: 'closing', until: at('24T21:00'), openEnd: false, comment: null },
    '即将关门21:00 关门',
    'Closing soonuntil 21:00',
  ],
  [
    'closed',
    { kind: 'closed', opens: at('25T08:30'), because: 'hours', comment: null },
    '已关门明早 8:30 开门',
    'Closedopens tomorrow 8:30',
  ],
  [
    'unknown',
    { kind: 'unknown', reason: 'not_given', comment: null },
    '营业时间待核实',
    'Hours not confirmed',
  ],
]

function place(part: Partial<Place> = {}): Place {
  const outlet = feature('kangning01', {
    name: '康宁大药房',
    phone: '0398-000 0123',
    marks: ['cash', 'step_free'],
  })
  return {
    outlet,
    stop: null,
    name: '康宁大药房',
    position: outlet.geometry.coordinates,
    open: false,
    state: { kind: 'unknown', reason: 'not_given', comment: null },
    metres: 180,
    minutes: 3,
    estimated: false,
    ...part,
  }
}

describe('a row of the list', () => {
  test.each(states)('%s', async (glyph, state, zh, en) => {
    for (const [language, words] of [
      ['zh-CN', zh],
      ['en', en],
    ] as const) {
      const { view } = await show(PlaceRow, {
        language,
        props: { place: place({ state }), to: '/', instant: tuesdayEvening, selected: false },
      })
      expect(view.get('.st').text()).toBe(words)
      expect(view.get('.st').classes()).toContain(glyph)
      expect(view.get('.g').classes()).toContain(glyph)
    }
  })

  test('says its marks to those who do not see them', async () => {
    const { view } = await show(PlaceRow, {
      props: { place: place(), to: '/', instant: tuesdayEvening, selected: false },
    })
    expect(view.findAll('.marks .sr').map((mark) => mark.text())).toEqual(['收现金', '门口没有台阶'])
    expect(view.get('.mins').text()).toBe('3分钟')
  })

  test('says of an estimate that it is about so many minutes', async () => {
    const props = { place: place({ estimated: true }), to: '/', instant: tuesdayEvening, selected: false }
    const { view } = await show(PlaceRow, { props })
    expect(view.get('.mins').text().replaceAll(' ', '')).toBe('约3分钟')
    const { view: elder } = await show(PlaceRowElder, { props, elder: true })
    expect(elder.get('.l3').text()).toContain('走约 3 分钟')
  })

  test('has no minutes where nobody said from where', async () => {
    const { view } = await show(PlaceRow, {
      props: {
        place: place({ minutes: null, metres: null }),
        to: '/',
        instant: tuesdayEvening,
        selected: false,
      },
    })
    expect(view.find('.mins').exists()).toBe(false)
  })

  test('a van arrives and leaves, a vending machine does not', async () => {
    const stop = { id: 'stop000001', name: '银杏站', position: [111.874, 34.747] as const, hours: null }
    const state: HoursState = { kind: 'closed', opens: at('25T07:00'), because: 'hours', comment: null }
    const said = async (type: 'vegetable_van' | 'vending') =>
      (
        await show(PlaceRow, {
          props: {
            place: place({ outlet: feature('x0000001', { type }), stop, state }),
            to: '/',
            instant: tuesdayEvening,
            selected: false,
          },
        })
      ).view
        .get('.st')
        .text()
    expect(await said('vegetable_van')).toBe('已关门明早 7:00 到站')
    expect(await said('vending')).toBe('已关门明早 7:00 开门')
  })
})

describe('a row in elder mode', () => {
  test('calls, and leads the way', async () => {
    const { view } = await show(PlaceRowElder, {
      props: { place: place(), to: '/', instant: tuesdayEvening, selected: false },
    })
    expect(view.get('.call').attributes()).toMatchObject({
      href: 'tel:03980000123',
      'aria-label': '打电话给康宁大药房',
    })
    expect(view.get('.l3').text()).toBe('走 3 分钟 · 收现金')
    await view.get('.acts button').trigger('click')
    expect(view.emitted('walk')).toHaveLength(1)
  })

  test('has no button for a number that nobody knows', async () => {
    const { view } = await show(PlaceRowElder, {
      props: {
        place: place({ outlet: feature('x0000001') }),
        to: '/',
        instant: tuesdayEvening,
        selected: false,
      },
    })
    expect(view.find('.call').exists()).toBe(false)
  })
})
