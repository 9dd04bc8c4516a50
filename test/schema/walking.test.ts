import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { metresBetween } from '../../schema/rules/distance.ts'
import { estimateWalk, walkMinutes } from '../../schema/rules/walking/estimate.ts'

const yima: Position = [111.874, 34.747]
const nearYima = fc.tuple(
  fc.double({ min: 111.76, max: 111.97, noNaN: true }),
  fc.double({ min: 34.68, max: 34.81, noNaN: true }),
)

describe('estimateWalk', () => {
  it('says that it is an estimate', () => {
    expect(estimateWalk(yima, [111.879, 34.747], 'standard')).toEqual({
      metres: 594,
      minutes: 10,
      estimated: true,
    })
    expect(estimateWalk(yima, [111.879, 34.747], 'elder').minutes).toBe(13)
  })

  it('takes at least a minute, even next door', () => {
    expect(estimateWalk(yima, yima, 'standard')).toEqual({ metres: 0, minutes: 1, estimated: true })
  })

  // GB 50180-2018: 300 m in 5 minutes, 800–1000 m in 15
  it.each([
    [300, 'standard', 5],
    [301, 'standard', 6],
    [900, 'standard', 15],
    [240, 'elder', 5],
    [720, 'elder', 15],
    [721, 'elder', 16],
  ] as const)('walks %i m at the %s pace in %i minutes', (metres, pace, minutes) => {
    expect(walkMinutes(metres, pace)).toBe(minutes)
  })

  it('never promises a way shorter than the straight line, and no elder a quicker one', () => {
    fc.assert(
      fc.property(nearYima, nearYima, (from, to) => {
        const walk = estimateWalk(from, to, 'standard')
        expect(walk.metres).toBeGreaterThanOrEqual(Math.floor(metresBetween(from, to)))
        expect(Number.isInteger(walk.minutes)).toBe(true)
        expect(walk.minutes * 60).toBeGreaterThanOrEqual(walk.metres)
        expect(estimateWalk(from, to, 'elder').minutes).toBeGreaterThanOrEqual(walk.minutes)
      }),
    )
  })
})
