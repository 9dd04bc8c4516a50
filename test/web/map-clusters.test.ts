import { describe, expect, it } from 'vitest'
import { openLine, ringStep, ringSteps } from '../../web/map/clusters.ts'
import { placeFeatures } from '../../web/map/overlay.ts'
import { map as english } from '../../web/shell/locales/en/map.ts'
import { map as chinese } from '../../web/shell/locales/zh-CN/map.ts'

interface Cluster {
  open: number
  unknown: number
  point_count: number
}

type Value = string | number | boolean

/** Works out the operators that clusters use, as the style specification defines them. */
function evaluate(expression: unknown, cluster: Cluster): Value {
  if (typeof expression === 'string' || typeof expression === 'number') return expression
  if (!Array.isArray(expression)) throw new TypeError('not an expression')
  const [operator, ...rest]: unknown[] = expression
  if (operator === 'get') return new Map(Object.entries(cluster)).get(String(rest[0])) ?? Number.NaN
  if (operator === 'case') {
    for (let at = 0; at + 1 < rest.length; at += 2)
      if (evaluate(rest[at], cluster)) return evaluate(rest[at + 1], cluster)
    return evaluate(rest.at(-1), cluster)
  }
  const values = rest.map((part) => evaluate(part, cluster))
  const [a = 0, b = 0] = values.map(Number)
  const operators = new Map<unknown, () => Value>(
    Object.entries({
      '==': () => values[0] === values[1],
      '>': () => a > b,
      '*': () => a * b,
      '/': () => a / b,
      all: () => values.every(Boolean),
      concat: () => values.join(''),
      max: () => Math.max(a, b),
      min: () => Math.min(a, b),
      round: () => Math.round(a),
      'to-string': () => String(values[0]),
    }),
  )
  const run = operators.get(operator)
  if (!run) throw new Error(`${operator} is not known here`)
  return run()
}

const cluster = (open: number, unknown: number, count: number): Cluster => ({
  open,
  unknown,
  point_count: count,
})

describe('the line below a cluster’s count', () => {
  it.each([
    [cluster(7, 0, 12), '7 开', '7 open'],
    [cluster(1, 5, 12), '1 开', '1 open'],
    [cluster(0, 0, 12), '0 开', '0 open'],
    [cluster(0, 3, 12), '待核实', 'unknown'],
  ])('%o says %s', (of, zh, en) => {
    expect(evaluate(openLine(chinese.cluster), of)).toBe(zh)
    expect(evaluate(openLine(english.cluster), of)).toBe(en)
  })

  it('takes the number wherever the language puts it', () => {
    const words = { open: 'open: {n}!', unknown: '?' }
    expect(evaluate(openLine(words), cluster(4, 0, 9))).toBe('open: 4!')
  })
})

describe('the ring of a cluster', () => {
  it.each([
    ['none', cluster(0, 0, 500), 0],
    ['one of very many is more than none', cluster(1, 0, 500), 1],
    ['half', cluster(6, 0, 12), ringSteps / 2],
    ['all but one of very many is less than all', cluster(499, 0, 500), ringSteps - 1],
    ['all', cluster(500, 0, 500), ringSteps],
  ])('%s', (_what, of, step) => {
    expect(evaluate(ringStep(), of)).toBe(step)
  })
})

const countsOf = ({ open, unknown }: { open?: unknown; unknown?: unknown }) => [open, unknown]

describe('outlets as features', () => {
  it('count as open while they are, also shortly before closing, and as unknown where nobody knows', () => {
    const features = placeFeatures(
      (['open', 'soon', 'closed', 'unknown'] as const).map((state) => ({
        key: state,
        position: [111.87, 34.74],
        outletClass: 'basic',
        icon: 'store',
        state,
        name: state,
      })),
    ).features
    expect(features.map(({ properties }) => countsOf(properties ?? {}))).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 1],
    ])
  })
})
