import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { layPoster, type Poster, type PosterText, posterSizes } from '../../web/paper/poster.ts'
import { pictureOf, posterFile, xmlText } from '../../web/paper/poster-file.ts'
import { type Postered, posterOf } from '../../web/paper/poster-words.ts'
import { fitLines } from '../../web/paper/text-lines.ts'
import { widestText } from '../../web/paper/text-width.ts'
import { city } from './places-stage.ts'

const origin = 'https://yikezhong.example'
const shop: Postered = { kind: 'outlet', id: '7hK2mQ9xTz', name: '康宁大药房' }
const lay = (part: Partial<Postered> = {}, at = origin) =>
  layPoster(posterOf({ ...shop, ...part }, city, at), widestText)
const widthOf = ({ text, face, bold, size }: PosterText) => widestText(text, face, bold) * size

/** Where the ink of a text begins and ends: half of a Chinese sign at either end is blank. */
function inkOf(text: PosterText): [left: number, right: number] {
  const wide = widthOf(text)
  const left = { start: text.x, middle: text.x - wide / 2, end: text.x - wide }[text.anchor]
  const blank = (sign: RegExp) => (sign.test(text.text) ? text.size / 2 : 0)
  return [left + blank(/^[（「]/u), left + wide - blank(/[？。，）」]$/u)]
}

/** What may stand in a name, and what no name of ours has. */
const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'老街便民维修洗衣店（第二分店）ABCwW i.·&<>"'),
    minLength: 1,
    maxLength: 60,
  }),
)

/** Expects everything within the margins, and no text over another or over the code. */
function expectRoom(poster: Poster): void {
  const { width, height } = posterSizes.a6
  const middle = poster.texts.filter(({ anchor }) => anchor === 'middle')
  for (const text of poster.texts) {
    const [left, right] = inkOf(text)
    expect(left, text.text).toBeGreaterThanOrEqual(9 - 0.01)
    expect(right, text.text).toBeLessThanOrEqual(width - 9 + 0.01)
    if (text.anchor === 'middle') expect((left + right) / 2, text.text).toBeCloseTo(width / 2, 6)
    expect(text.y + text.size * 0.25).toBeLessThanOrEqual(height - 6)
  }
  middle.slice(1).forEach((text, at) => {
    const above = middle[at]
    expect(text.y - text.size * 0.9, text.text).toBeGreaterThanOrEqual(
      (above?.y ?? 0) + 0.15 * (above?.size ?? 0) - 0.5,
    )
  })
  const { y, width: code } = poster.code
  for (const { y: foot, size } of middle) {
    expect(foot + size * 0.25 <= y + 2 || foot - size * 0.9 >= y + code - 1).toBe(true)
  }
}

describe('a poster', () => {
  test('says what it is of, asks, and says how to answer without a camera', () => {
    expect(lay().texts.map(({ text }) => text)).toEqual([
      '一刻钟',
      '义马便民生活圈',
      '康宁大药房',
      '您满意吗？',
      '扫一扫，三下就好',
      'Satisfied or not? Scan, choose, send.',
      '扫不了，就在手机浏览器里输入 · No camera? Type',
      'yikezhong.example/q/7hK2mQ9xTz',
      '不用注册，不问姓名。满意不满意，都可以说。',
      'No account, no name asked. Say it either way.',
      '示例：店和人都是虚构的，请勿张贴 · Sample',
    ])
    expect(
      lay({ kind: 'circle', id: '411281001005', name: '银杏社区' }).texts.map(({ text }) => text),
    ).toEqual(
      expect.arrayContaining(['银杏社区生活圈', '住在这里，您满意吗？', 'yikezhong.example/q/411281001005']),
    )
  })

  test('has a code of at least 30 mm on A6, of whole modules with four light ones around them', () => {
    const { code } = lay()
    expect(code.size).toBe(33 + 2 * 4)
    expect((code.width * 33) / code.size).toBeGreaterThan(30)
    const starts = [...code.path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) => run.slice(1).map(Number))
    for (const [x = 0, y = 0, length = 0] of starts) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
      expect(Math.max(x + length, y + 1)).toBeLessThanOrEqual(37)
    }
  })

  test('keeps every text in its place, whatever the name and however long the address', () => {
    fc.assert(
      fc.property(
        anyName,
        fc.constantFrom(origin, 'https://circles.commerce.yima.henan.gov.example'),
        (name, at) => {
          expectRoom(lay({ name }, at))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('shows a name of thirty characters whole, and as large as it goes', () => {
    const name = '义马市千秋路街道银杏社区老街便民修鞋配钥匙开锁服务点第一分店'
    const lines = lay({ name }).texts.filter(({ face, y }) => face === 'song' && y > 16 && y < 38)
    expect(lines.map(({ text }) => text).join('')).toBe(name)
    expect(lines[0]?.size).toBeGreaterThan(5)
  })

  test('never cuts an address', () => {
    const poster = lay({}, 'https://convenience-circles.commerce.yima.sanmenxia.henan.gov.example')
    expect(
      poster.texts
        .filter(({ face }) => face === 'mono')
        .map(({ text }) => text)
        .join(''),
    ).toBe('convenience-circles.commerce.yima.sanmenxia.henan.gov.example/q/7hK2mQ9xTz')
  })
})

describe('its file', () => {
  test('is well-formed XML that says the name as it is, whatever the name', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom('a5' as const, 'a6' as const), (name, size) => {
        const file = posterFile(lay({ name }), size)
        expect(XMLValidator.validate(file)).toBe(true)
        expect(decodeURIComponent(pictureOf(file).replace(/^[^,]*,/, ''))).toBe(file)
      }),
      { numRuns: 40 },
    )
  })

  test('is read back as what was written', () => {
    const said = '“东门” & <老街> \'n\' "co"'
    const read = new XMLParser({ trimValues: false }).parse(`<t>${xmlText(said)}</t>`)
    expect(read.t).toBe(said)
    expect(xmlText('a\u0000\ud800b\u0008\uffff')).toBe('ab')
  })

  test.each([
    ['a5', '148mm', '210mm'],
    ['a6', '105mm', '148mm'],
  ] as const)('is as large as %s, and needs nothing from anywhere', (size, width, height) => {
    const file = posterFile(lay(), size)
    expect(file).toContain(`width="${width}" height="${height}"`)
    expect(file).not.toMatch(/href|url\(|style=|<script|<image|@import/)
    for (const [, families = ''] of file.matchAll(/font-family="([^"]*)"/g)) {
      expect(families).toMatch(/(serif|sans-serif|monospace)$/)
    }
  })
})

describe('a text in a box', () => {
  const width = (text: string) => widestText(text, 'sans', false)
  const box = { width: 87, height: 19, most: 9.6, least: 3.4 }

  test('is set in lines that fit, and says all of itself unless there is no room', () => {
    fc.assert(
      fc.property(anyName, (text) => {
        const { size, lines } = fitLines(text, box, width)
        for (const line of lines) expect(width(line) * size).toBeLessThanOrEqual(box.width + 0.01)
        expect(lines.length * size * 1.25).toBeLessThanOrEqual(box.height + 0.01)
        if (lines.at(-1)?.endsWith('…')) return
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replace(/\s+/g, ''))
      }),
    )
  })

  test('is evened out rather than left with one character on the last line', () => {
    const { lines } = fitLines('老街便民修鞋配钥匙服务', { ...box, height: 30, most: 8.8, least: 8.7 }, width)
    expect(lines.map((line) => line.length)).toEqual([6, 5])
  })

  test('keeps words whole', () => {
    const words = 'Ginkgo Community Service Centre of Yima'
    const { lines } = fitLines(words, { ...box, most: 9, least: 3 }, width)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join(' ')).toBe(words)
  })

  test('begins no line with a full stop', () => {
    const { lines } = fitLines('满意不满意都可以说说。', { ...box, height: 30, most: 8.6, least: 8.5 }, width)
    expect(lines).toHaveLength(2)
    expect(lines.at(-1)).toMatch(/^[^。]+。$/)
  })
})
