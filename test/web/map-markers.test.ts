import { describe, expect, it } from 'vitest'
import { outletClasses, outletTypes } from '../../schema/catalog/outlet-types.ts'
import { readRingName, ringSteps } from '../../web/map/clusters.ts'
import { markName, readMarkName } from '../../web/map/markers.ts'
import { isIcon } from '../../web/ui/icons.ts'
import type { GlyphState } from '../../web/ui/shapes.ts'

const states: GlyphState[] = ['open', 'soon', 'closed', 'unknown']
const look = 'light-1@2'

describe('names of marker images', () => {
  it('say class, state and icon, and can be read back in either size', () => {
    for (const outletClass of outletClasses)
      for (const state of states) {
        const mark = { outletClass, state, icon: 'store' } as const
        expect(readMarkName(`place/${markName(mark)}/${look}`)).toEqual({ size: 'place', mark })
        expect(readMarkName(`selected/${markName(mark)}/${look}`)).toEqual({ size: 'selected', mark })
      }
  })

  it('differ for every type of the catalog, whose icons all have a drawing', () => {
    const names = outletTypes.map((type) =>
      isIcon(type.icon) ? markName({ outletClass: type.class, state: 'open', icon: type.icon }) : type.code,
    )
    expect(names.filter((name) => !name.includes('/'))).toEqual([])
    expect(new Set(names).size).toBe(outletTypes.length)
  })

  it.each([
    ['another style’s image', 'road-shield'],
    ['an unknown size', `huge/basic/open/store/${look}`],
    ['an unknown class', `place/luxury/open/store/${look}`],
    ['an unknown state', `place/basic/ajar/store/${look}`],
    ['an unknown icon', `place/basic/open/unicorn/${look}`],
    ['a cluster’s ring', `ring/3/${look}`],
    ['nothing', ''],
  ])('%s is left alone', (_what, name) => {
    expect(readMarkName(name)).toBeNull()
  })
})

describe('names of cluster rings', () => {
  it.each([
    [`ring/0/${look}`, 0],
    [`ring/${ringSteps}/${look}`, ringSteps],
    [`ring/${ringSteps + 1}/${look}`, null],
    [`ring/-1/${look}`, null],
    [`ring/half/${look}`, null],
    [`place/basic/open/store/${look}`, null],
  ])('%s', (name, step) => {
    expect(readRingName(name)).toBe(step)
  })
})
