import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Position } from '../../schema/catalog/divisions.ts'
import { simplified, textWidth } from '../../web/paper/map-lines.ts'
import { placeNumbers, rangesOf } from '../../web/paper/map-numbers.ts'
import { mapSize, papers, prints } from '../../web/paper/paper-format.ts'
import { boxAround, covers, holds, meets, overlap, type Point } from '../../web/paper/plane.ts'
import { type MapSheet, type SchematicInput, schematicOf } from '../../web/paper/schematic.ts'

const centre: Position = [111.874, 34.747]
/** Up to 1.4 km around the service centre: some lie beyond the map's edge. */
const offset = fc.double({ min: -0.015, max: 0.015, noNaN: true })
const position = fc
  .tuple(offset, offset)
  .map(([east, north]): Position => [centre[0] + east, centre[1] + north])
/** Shops stand in rows and in the same building. */
const clustered = fc
  .tuple(
    position,
    fc.array(fc.double({ min: -0.0002, max: 0.0002, noNaN: true }), { minLength: 1, maxLength: 12 }),
  )
  .map(([[lng, lat], steps]) => steps.map((step): Position => [lng + step, lat + step / 3]))
const positions = fc.array(clustered, { maxLength: 14 }).map((clusters) => clusters.flat())
const inputs = fc.record({
  centre: fc.constantFrom(centre, null),
  places: positions.map((all) => all.map((at, i) => ({ number: i + 1, position: at }))),
  streets: fc.array(
    fc.record({
      name: fc.constantFrom('千秋路', 'Renmin Road', ''),
      rank: fc.constantFrom('main' as const, 'street' as const, 'lane' as const),
      line: fc.array(position, { minLength: 2, maxLength: 6 }),
    }),
    { maxLength: 6 },
  ),
  areas: fc
    .array(position, { minLength: 3, maxLength: 8 })
    .map((ring) => [{ minutes: 5, polygons: [[ring]] }]),
})
const sizes = fc.constantFrom(...papers.flatMap((paper) => prints.map((print) => mapSize(paper, print))))
const draw = (input: SchematicInput, size = mapSize('a4', 'large')) =>
  schematicOf(input, size, (n) => `${n} 分钟`)
const boxesOf = (sheet: MapSheet) => sheet.labels.map(({ at, size }) => boxAround(at, size))
const numbersOf = (sheets: readonly MapSheet[]) =>
  new Set(sheets.flatMap(({ labels }) => labels.flatMap(({ numbers }) => numbers)))

describe('a map on paper', () => {
  test('has the number of every place, or names it as outside', () => {
    fc.assert(
      fc.property(inputs, sizes, (input, size) => {
        const { sheets, outside } = draw(input, size)
        const shown = numbersOf(sheets)
        expect(outside.filter((number) => shown.has(number))).toEqual([])
        expect([...shown, ...outside].sort((a, b) => a - b)).toEqual(input.places.map(({ number }) => number))
      }),
      { numRuns: 60 },
    )
  })

  test('covers no label with another, and keeps all of them in the frame', () => {
    fc.assert(
      fc.property(inputs, sizes, (input, size) => {
        for (const sheet of draw(input, size).sheets) {
          const frame = { left: 0, top: 0, right: size.width, bottom: size.height }
          const boxes = boxesOf(sheet)
          expect(boxes.every((box) => holds(frame, box))).toBe(true)
          const clashes = boxes.filter((box, i) => boxes.slice(i + 1).some((other) => overlap(box, other)))
          expect(clashes).toEqual([])
          const hidden = sheet.labels.flatMap(({ dots }, i) =>
            dots.filter((dot) => boxes.some((box, other) => other !== i && covers(box, dot))),
          )
          expect(hidden).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('writes every number of a label, and in rising order', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const { labels } of draw(input).sheets) {
          for (const { numbers, lines } of labels) {
            const written = lines.join(' ').split(' ').flatMap(spelled)
            expect(written).toEqual([...numbers])
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('lets names of streets cover no number and no other name', () => {
    const line = (north: number): Position[] => [
      [centre[0] - 0.01, centre[1] + north],
      [centre[0] + 0.01, centre[1] + north],
    ]
    const places = Array.from({ length: 12 }, (_, i) => ({
      number: i + 1,
      position: [centre[0] - 0.006 + i * 0.001, centre[1] + 0.002] as const satisfies Position,
    }))
    const [sheet] = draw({
      centre,
      places,
      streets: [
        { name: '千秋路', rank: 'main', line: line(0.002) },
        { name: '人民路', rank: 'street', line: line(-0.003) },
      ],
      areas: [],
    }).sheets
    const names = sheet?.names ?? []
    const numbers = sheet ? boxesOf(sheet) : []
    expect(names.map(({ text }) => text)).toContain('人民路')
    expect(names.filter(({ at }) => numbers.some((box) => covers(box, at)))).toEqual([])
  })

  test('draws nothing where neither a centre nor a place is known', () => {
    expect(draw({ centre: null, places: [], streets: [], areas: [] })).toEqual({ sheets: [], outside: [] })
  })

  test('is drawn around its outlets where the centre is not known', () => {
    const { sheets, outside } = draw({
      centre: null,
      places: [
        { number: 1, position: centre },
        { number: 2, position: [centre[0] + 0.001, centre[1]] },
        { number: 3, position: [centre[0] + 0.2, centre[1]] },
      ],
      streets: [],
      areas: [],
    })
    expect(sheets).toHaveLength(1)
    expect(sheets[0]?.centre).toBeNull()
    expect(outside).toEqual([3])
  })

  test('shows its fullest part once more where numbers crowd', () => {
    const places = Array.from({ length: 80 }, (_, i) => ({
      number: i + 1,
      position: [
        centre[0] + (i % 9) * 0.00025,
        centre[1] + Math.floor(i / 9) * 0.0002,
      ] as const satisfies Position,
    }))
    const far = { number: 81, position: [centre[0] - 0.006, centre[1] - 0.005] as const satisfies Position }
    const { sheets, outside } = draw({ centre, places: [...places, far], streets: [], areas: [] })
    expect(sheets.length).toBeGreaterThan(1)
    expect(outside).toEqual([])
    expect(sheets[0]?.window).not.toBeNull()
    expect(sheets.at(-1)?.window).toBeNull()
    expect(numbersOf(sheets.slice(0, 1))).toContain(81)
    const metres = sheets.map((sheet) => sheet.metresAMillimetre)
    expect(metres[1]).toBeCloseTo((metres[0] ?? 0) / 2)
  })
})

/** `3–5` as 3, 4, 5. */
function spelled(part: string): number[] {
  const [from = 0, to = from] = part.split('–').map(Number)
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

describe('numbers in one label', () => {
  test.each([
    [[3, 4, 5], ['3–5']],
    [
      [3, 4],
      ['3', '4'],
    ],
    [
      [1, 3, 4, 5, 9],
      ['1', '3–5', '9'],
    ],
    [[], []],
  ])('%j are written %j', (numbers, written) => {
    expect(rangesOf(numbers)).toEqual(written)
  })

  test('of one spot share it from the start', () => {
    const { labels } = placeNumbers(
      [
        { number: 2, x: 50, y: 50 },
        { number: 7, x: 50.2, y: 50 },
      ],
      { text: 4 },
      { left: 0, top: 0, right: 100, bottom: 100 },
    )
    expect(labels).toMatchObject([{ lines: ['2 7'], onPlace: true }])
  })

  test('are left over where there is no room for a single one', () => {
    const frame = { left: 0, top: 0, right: 4, bottom: 4 }
    expect(placeNumbers([{ number: 1, x: 2, y: 2 }], { text: 4 }, frame)).toEqual({ labels: [], left: [1] })
  })
})

describe('lines', () => {
  const point = fc.record({
    x: fc.double({ min: 0, max: 200, noNaN: true }),
    y: fc.double({ min: 0, max: 200, noNaN: true }),
  })

  test('keep their ends, and invent no point', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (line) => {
        const less = simplified(line)
        expect([less[0], less.at(-1)]).toEqual([line[0], line.at(-1)])
        expect(less.every((one) => line.includes(one))).toBe(true)
      }),
    )
  })

  test('meet a box exactly where one of their points lies in it', () => {
    const box = { left: 80, top: 80, right: 120, bottom: 120 }
    fc.assert(
      fc.property(point, point, (from, to) => {
        const along = Array.from({ length: 2_001 }, (_, i): Point => {
          const at = i / 2_000
          return { x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at }
        })
        if (along.some((one) => covers(box, one))) expect(meets(from, to, box)).toBe(true)
        const wide = { left: 79.8, top: 79.8, right: 120.2, bottom: 120.2 }
        if (!along.some((one) => covers(wide, one))) expect(meets(from, to, box)).toBe(false)
      }),
    )
  })

  test('carry names of which Chinese is the wider', () => {
    expect(textWidth('千秋路', 4)).toBe(12)
    expect(textWidth('Road', 4)).toBeLessThan(10)
  })
})
