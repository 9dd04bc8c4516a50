import { describe, expect, test } from 'vitest'
import source from '../../web/ui/tokens.css?raw'

/** The colours of the style sheet, in every palette that a reader may get. */

const css = source.replace(/\/\*[\s\S]*?\*\//g, '')

/** The first block of declarations behind a text that stands in the style sheet. */
function declared(before: string): Record<string, string> {
  const at = css.indexOf(before)
  if (at < 0) throw new Error(`the style sheet has no “${before}”`)
  const from = at + before.length
  const block = css.slice(from, css.indexOf('}', from))
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  )
}

const light = declared(':root {\n')
const dark = { ...light, ...declared('@media (prefers-color-scheme: dark) {\n  :root {') }
const elder = declared('[data-elder] {\n')
const elderDark = declared('@media (prefers-color-scheme: dark) {\n  [data-elder] {')
const more = declared('@media (prefers-contrast: more) {\n  :root {')
const moreDark = declared('@media (prefers-contrast: more) and (prefers-color-scheme: dark) {\n  :root {')

const palettes = {
  light: { colours: light, text: 4.5 },
  dark: { colours: dark, text: 4.5 },
  'elder, light': { colours: { ...light, ...elder }, text: 7 },
  'elder, dark': { colours: { ...dark, ...elder, ...elderDark }, text: 7 },
  'more contrast, light': { colours: { ...light, ...more }, text: 7 },
  'more contrast, dark': { colours: { ...dark, ...more, ...moreDark }, text: 7 },
  'elder with more contrast, light': { colours: { ...light, ...elder, ...more }, text: 7 },
  'elder with more contrast, dark': {
    colours: { ...dark, ...elder, ...elderDark, ...more, ...moreDark },
    text: 7,
  },
}

type Colours = Record<string, string>

/** Red, green and blue from 0 to 1, of a name without its dashes. */
function colour(colours: Colours, name: string): number[] {
  const value = colours[`--${name}`] ?? ''
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (other) return colour(colours, other)
  if (!/^#[0-9a-f]{6}$/i.test(value)) throw new Error(`--${name} is “${value}”`)
  return [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16) / 255)
}

/** WCAG 2.2, “relative luminance”. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, “contrast ratio”. */
function contrast(colours: Colours, one: string, other: string): number {
  const [brighter = 0, darker = 0] = [one, other]
    .map((name) => luminance(colour(colours, name)))
    .sort((a, b) => b - a)
  return (brighter + 0.05) / (darker + 0.05)
}

const grounds = ['paper', 'surface', 'sunk']
const classes = ['c-basic', 'c-quality', 'c-public', 'c-mobile']

/** What is written on what. */
const written: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'pine', 'pine-deep', 'red'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ...['pine-tint', 'gold-tint', 'red-tint'].map((ground) => ['ink', ground] as const),
  ['pine-deep', 'pine-tint'],
  ['red', 'red-tint'],
  ['on-pine', 'pine'],
  ['on-pine', 'pine-deep'],
  ['map-label', 'map-ground'],
  ...classes.flatMap((name) => [[name, 'surface'] as const, ['on-class', name] as const]),
]
/** What must be seen beside what: edges of fields, and the focus. */
const drawn: readonly (readonly [string, string])[] = grounds.flatMap((ground) => [
  ['line-2', ground] as const,
  ['focus', ground] as const,
])

describe.each(Object.entries(palettes))('%s', (_name, { colours, text }) => {
  test.each(written)(`%s on %s has ${text}:1`, (ink, ground) => {
    expect(contrast(colours, ink, ground)).toBeGreaterThanOrEqual(text)
  })

  test.each(drawn)('%s beside %s has 3:1', (line, ground) => {
    expect(contrast(colours, line, ground)).toBeGreaterThanOrEqual(3)
  })
})

test('more contrast draws every line in ink', () => {
  for (const { colours } of [palettes['more contrast, light'], palettes['more contrast, dark']]) {
    for (const line of ['line', 'line-2']) expect(colour(colours, line)).toEqual(colour(colours, 'ink'))
  }
})

test('the ratio is that of WCAG', () => {
  expect(contrast({ '--a': '#000000', '--b': '#ffffff' }, 'a', 'b')).toBeCloseTo(21, 5)
  expect(contrast({ '--a': '#777777', '--b': '#ffffff' }, 'a', 'b')).toBeCloseTo(4.48, 2)
})
