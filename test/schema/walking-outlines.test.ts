import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { AreaField } from '../../schema/rules/walking/area-field.ts'
import { Outliner, type RingPolygon, UNITS } from '../../schema/rules/walking/area-rings.ts'
import { firstMeeting, insideOf, signedArea } from './walking-reference.ts'

/** Not `double`, of which nearly all are next to 0. */
const thousandths = (min: number, max: number) =>
  fc.integer({ min: 1000 * min, max: 1000 * max }).map((value) => value / 1000)

/** Rasters of any values, and what is to be taken off each point for a second one; outside at the border. */
const arbitraryRasters = fc
  .tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 12 }))
  .chain(([columns, rows]) => {
    const points = (min: number, max: number) =>
      fc.array(thousandths(min, max), { minLength: columns * rows, maxLength: columns * rows })
    return fc.record({
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      values: points(-1, 1),
      less: points(0, 0.5),
    })
  })
  .map(({ columns, rows, values, less }) => {
    const isBorder = (point: number) =>
      point % columns === 0 ||
      point % columns === columns - 1 ||
      point < columns ||
      point >= columns * (rows - 1)
    return {
      columns,
      rows,
      values: Float32Array.from(values, (value, point) => (isBorder(point) ? 1 : value)),
      lower: Float32Array.from(values, (value, point) => (isBorder(point) ? 1 : value - (less[point] ?? 0))),
    }
  })

/** In points of the raster, rings closed. */
const polygonsOf = (polygons: readonly RingPolygon[]): Position[][][] =>
  polygons.map((polygon) =>
    polygon.map((ring) => {
      const points = Array.from(
        { length: ring.length / 2 },
        (_, at): Position => [(ring[2 * at] ?? 0) / UNITS, (ring[2 * at + 1] ?? 0) / UNITS],
      )
      return [...points, ...points.slice(0, 1)]
    }),
  )

describe('outlines', () => {
  it('part what is below 0 from what is not, whatever the values', () => {
    const outliner = new Outliner()
    fc.assert(
      fc.property(arbitraryRasters, ({ columns, rows, values, lower }) => {
        const polygons = polygonsOf(outliner.outlines(values, columns, rows, 0))
        const isInside = insideOf(polygons)
        for (const [point, value] of values.entries()) {
          expect(isInside([point % columns, Math.floor(point / columns)])).toBe(value < 0)
        }
        expect(firstMeeting(polygons.flat())).toBeNull()
        for (const [outer = [], ...holes] of polygons) {
          expect(signedArea(outer)).toBeGreaterThan(0)
          const isInOuter = insideOf([[outer]])
          for (const hole of holes) {
            expect(signedArea(hole)).toBeLessThan(0)
            expect(hole.every(isInOuter)).toBe(true)
          }
        }

        const isInLower = insideOf(polygonsOf(outliner.outlines(lower, columns, rows, 0)))
        for (let at = 0; at < 200; at += 1) {
          const place: Position = [(at * 0.6180339) % columns, (at * 0.4142135) % rows]
          if (isInside(place)) expect(isInLower(place)).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('do not join what only meets at opposite corners of a square', () => {
    const values = Float32Array.from({ length: 16 }, (_, point) => (point === 5 || point === 10 ? -9 : 1))
    expect(new Outliner().outlines(values, 4, 4, 0)).toHaveLength(2)
  })

  it('have no point that lies on the straight way between its neighbours', () => {
    const [polygon = []] = new Outliner().outlines(
      Float32Array.from({ length: 100 }, (_, point) => {
        const [column, row] = [point % 10, Math.floor(point / 10)]
        return Math.min(column, row) > 1 && Math.max(column, row) < 8 ? -1 : 1
      }),
      10,
      10,
      0,
    )
    // a square whose corners are cut
    expect(polygon.map((ring) => ring.length / 2)).toEqual([8])
  })
})

describe('an area', () => {
  it('never comes to the border of its window, wherever its streets lie', () => {
    const field = new AreaField()
    const places = fc.oneof(fc.integer({ min: 7, max: 30 }), thousandths(7, 30))
    fc.assert(
      fc.property(places, places, places, places, (fromX, fromY, toX, toY) => {
        field.clear(38, 38, 2)
        field.draw(0, fromX, fromY, toX, toY, 6)
        const window = field.windowOf(0, 5)
        const values = new Float32Array(window.columns * window.rows)
        field.measure(0, window, 5, 1.5, values)
        for (const [point, value] of values.entries()) {
          const [column, row] = [point % window.columns, Math.floor(point / window.columns)]
          const onBorder =
            column === 0 || row === 0 || column === window.columns - 1 || row === window.rows - 1
          if (onBorder) expect(value).toBe(1)
        }
        expect(Math.min(...values)).toBeLessThan(0)
      }),
      { numRuns: 100 },
    )
  })
})
