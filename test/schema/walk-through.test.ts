import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actsOf, journeysOf, patternOf, walkThrough } from '../e2e/walk-script.ts'

const journeys = walkThrough()

describe('the written walk-through', () => {
  test('numbers its journeys and their steps without a gap', () => {
    expect(journeys.map(({ title }) => Number.parseInt(title, 10))).toEqual(
      Array.from({ length: 10 }, (_, at) => at + 1),
    )
    journeys.forEach(({ steps }, at) => {
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, step) => `${at + 1}.${step + 1}`))
      expect(steps.length).toBeGreaterThan(2)
    })
  })

  test.each(journeys)('$title: is followed from its start, or by a test that there is', (journey) => {
    const { start, followedBy, steps } = journey
    if (!followedBy) {
      expect(start).toMatch(/^\//)
      for (const { does } of steps) expect(actsOf(does)).not.toEqual([])
      return
    }
    const tests = readFileSync(new URL(`../e2e/${followedBy.file}`, import.meta.url), 'utf8')
    expect(tests).toContain(`it('${followedBy.test}'`)
    expect(tests).toContain('keyboard.press(')
  })
})

describe('what is written in it', () => {
  const journey = (row: string) => `# Title\n\n## 1 Read\n\nStart: \`/about\`\n\n${row}\n`

  test('is journeys of steps', () => {
    expect(journeysOf(journey('| 1.1 | `Space` | button “药店”, pressed | 找到 … 家 |'))).toEqual([
      {
        title: '1 Read',
        start: '/about',
        followedBy: null,
        steps: [{ number: '1.1', does: '`Space`', heard: 'button “药店”, pressed', told: '找到 … 家' }],
      },
    ])
  })

  test.each([
    ['`Escape`', [{ kind: 'press', key: 'Escape' }]],
    ['type `mai cai`', [{ kind: 'type', text: 'mai cai' }]],
    [
      '`Shift+Tab` to “药店”, then `Enter`',
      [
        { kind: 'go', key: 'Shift+Tab', to: '药店' },
        { kind: 'press', key: 'Enter' },
      ],
    ],
    [
      'network off, then network on',
      [
        { kind: 'network', on: false },
        { kind: 'network', on: true },
      ],
    ],
  ])('%s can be done', (does, acts) => {
    expect(actsOf(does)).toEqual(acts)
  })

  test.each(['click “药店”', '`Tab` and `Enter`', ''])('%s cannot', (does) => {
    expect(() => actsOf(does)).toThrow()
  })

  test.each(['| 1.1 | `Tab` | | |', '| 1.1 | `Tab` | link “药店” |'])('%s lacks something', (row) => {
    expect(() => journeysOf(journey(row))).toThrow()
  })

  test('… stands for anything, and nothing else does', () => {
    expect('找到 66 家').toMatch(patternOf('找到 … 家'))
    expect('共找到 66 家').not.toMatch(patternOf('找到 … 家'))
    expect('ab').not.toMatch(patternOf('a.'))
  })
})
