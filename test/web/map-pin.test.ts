import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import * as fc from 'fast-check'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { fromWgs84 } from '../../schema/rules/coordinates.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { keptWithin } from '../../web/map/origin-pin.ts'
import PinStage from '../../web/map/PinStage.vue'
import { movedByKey, originSteps, pinAt } from '../../web/map/pin-moves.ts'
import { moveFeatures } from '../../web/map/pin-overlay.ts'
import { createWords, fetchWords } from '../../web/shell/words.ts'
import { city } from './places-stage.ts'

const positions = fc
  .tuple(fc.double({ min: 73, max: 136, noNaN: true }), fc.double({ min: 3, max: 54, noNaN: true }))
  .map(pinAt)

describe('arrow keys', () => {
  it.each([
    ['ArrowUp', [0, 1]],
    ['ArrowDown', [0, -1]],
    ['ArrowLeft', [-1, 0]],
    ['ArrowRight', [1, 0]],
  ] as const)('%s moves a pin by a metre, with Shift by ten', (key, [east, north]) => {
    fc.assert(
      fc.property(positions, fc.boolean(), (from, shiftKey) => {
        const to = movedByKey(from, { key, shiftKey })
        if (!to) throw new Error('it did not move')
        expect(Math.sign(Math.round((to[0] - from[0]) * 1e7))).toBe(east)
        expect(Math.sign(Math.round((to[1] - from[1]) * 1e7))).toBe(north)
        expect(Math.abs(metresBetween(from, to) - (shiftKey ? 10 : 1))).toBeLessThan(0.12)
      }),
    )
  })

  it('takes the start of a walk farther: by 25 m, with Shift by a hundred', () => {
    for (const [shiftKey, metres] of [
      [false, 25],
      [true, 100],
    ] as const) {
      const to = movedByKey([111.87, 34.74], { key: 'ArrowLeft', shiftKey }, originSteps)
      expect(metresBetween([111.87, 34.74], to ?? [0, 0])).toBeCloseTo(metres, 0)
    }
  })

  it('leaves other keys alone', () => {
    expect(movedByKey([111.87, 34.74], { key: 'Tab', shiftKey: false })).toBeNull()
  })
})

it('a pin that is dragged out of the city stays at its edge', () => {
  const bounds = [111.76, 34.68, 111.97, 34.81] as const
  expect(keptWithin(bounds, [112.5, 34.7])).toEqual([111.97, 34.7])
  expect(keptWithin(bounds, [111.8, 30])).toEqual([111.8, 34.68])
  expect(keptWithin(bounds, [111.8, 34.7])).toEqual([111.8, 34.7])
})

it('draws where a pin was only when it has moved', () => {
  expect(moveFeatures([111.87, 34.74], [111.87, 34.74]).features).toEqual([])
  expect(moveFeatures(null, [111.87, 34.74]).features).toEqual([])
  expect(moveFeatures([111.87, 34.74], [111.88, 34.74]).features).toHaveLength(2)
})

describe('without WebGL', () => {
  let view: VueWrapper | null = null
  const start: Position = [111.87, 34.74]

  beforeEach(() => Promise.all([fetchWords('pin', 'zh-CN'), fetchWords('map', 'zh-CN')]))
  afterEach(() => {
    view?.unmount()
    view = null
  })

  async function stage(props: { position?: Position | null; disabled?: boolean } = {}): Promise<VueWrapper> {
    view = mount(PinStage, {
      props: {
        city,
        position: start,
        before: start,
        near: null,
        marks: [],
        label: '老街修鞋',
        disabled: false,
        ...props,
      },
      global: { plugins: [createPinia(), await createWords('zh-CN')] },
    })
    await flushPromises()
    return view
  }
  const type = async (on: VueWrapper, lng: string, lat: string, crs = 'wgs84') => {
    await on.get('select').setValue(crs)
    const [east, north] = on.findAll('input')
    await east?.setValue(lng)
    await north?.setValue(lat)
    await on.get('fieldset button').trigger('click')
  }

  it('says so, and takes numbers', async () => {
    const on = await stage()
    expect(on.text()).toContain('这台设备打不开地图')
    await type(on, '111.8712', '34.7465')
    expect(on.emitted('place')).toEqual([[[111.8712, 34.7465]]])
  })

  it.each(['gcj02', 'bd09'] as const)('takes numbers of %s', async (crs) => {
    const on = await stage()
    const [lng, lat] = fromWgs84([111.8712, 34.7465], crs)
    await type(on, lng.toFixed(6), lat.toFixed(6), crs)
    const placed = on.emitted<[Position]>('place')?.[0]?.[0]
    if (!placed) throw new Error('nothing was placed')
    expect(metresBetween(placed, [111.8712, 34.7465])).toBeLessThan(1)
  })

  it('shows the pin in the system that was chosen', async () => {
    const on = await stage()
    await on.get('select').setValue('gcj02')
    const shown = on.findAll('input').map((input) => input.element.value)
    expect(shown).toEqual(fromWgs84(start, 'gcj02').map((degrees) => degrees.toFixed(6)))
  })

  it.each([
    ['both numbers in one field', '111.8712, 34.7465', '', [[[111.8712, 34.7465]]], null],
    ['the wrong way round', '34.7465', '111.8712', [[[111.8712, 34.7465]]], '已经对调'],
    ['elsewhere', '113.6', '34.7', undefined, '不在本市范围内'],
    ['no numbers', '路口', '', undefined, '请填经度和纬度'],
  ])('understands what is typed: %s', async (_, lng, lat, placed, told) => {
    const on = await stage()
    await type(on, lng, lat)
    expect(on.emitted('place')).toEqual(placed)
    if (told) expect(on.text()).toContain(told)
  })

  it('tells how far the pin has moved, and puts it back', async () => {
    const on = await stage({ position: [111.8701, 34.74] })
    expect(on.get('.told').text()).toMatch(/^移动了 9\.1 米 · 东经 111\.870100/)
    await on.get('.acts button').trigger('click')
    expect(on.emitted('place')).toEqual([[start]])
  })

  it('puts the first pin into the middle, and none for those who only look', async () => {
    const on = await stage({ position: null })
    await on.get('.acts button').trigger('click')
    expect(on.emitted('place')).toEqual([[city.centre]])
    on.unmount()
    const look = await stage({ disabled: true })
    expect(look.find('.acts').exists()).toBe(false)
    expect(look.get('fieldset').attributes('disabled')).toBeDefined()
  })
})
