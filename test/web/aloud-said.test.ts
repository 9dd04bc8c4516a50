import { describe, expect, test } from 'vitest'
import { asSaid } from '../../web/shell/aloud/said.ts'
import { sentencesOf } from '../../web/shell/aloud/sentences.ts'
import { voiceFor } from '../../web/shell/aloud/voices.ts'

describe('a text as it is said', () => {
  test.each([
    ['达到 85% 的目标', '达到 百分之八十五 的目标'],
    ['86.9% – 90.3%', '百分之八十六点九到百分之九十点三'],
    ['0.0%', '百分之零'],
    ['100 %', '百分之一百'],
    ['105%，110%，15%', '百分之一百零五，百分之一百一十，百分之十五'],
    ['电话 0398-000 7789', '电话 零三九八零零零七七八九'],
    ['打 12345、12315', '打 幺二三四五、幺二三幺五'],
    ['138-3981-2345', '幺三八三九八幺二三四五'],
    ['12345678 不是电话', '12345678 不是电话'],
    ['1,288 位居民', '1288 位居民'],
    ['7:05–21:30', '7点零5分到21点30分'],
    ['18:00–次日1:00', '18点到次日1点'],
    ['2026-11-12 更新', '2026年11月12日 更新'],
    ['占道 · 鸿庆社区', '占道，鸿庆社区'],
    ['步行 5 / 10 分钟', '步行 5，10 分钟'],
    ['2,377 ÷ 2,679', '2377 除以 2679'],
  ])('in Chinese: %s', (written, said) => {
    expect(asSaid(written, 'zh-CN')).toBe(said)
  })

  test.each([
    ['88.7% – 90.3%', '88.7 percent to 90.3 percent'],
    ['Call 0398-000 7789', 'Call 0 3 9 8 0 0 0 7 7 8 9'],
    ['12345 and 12315', '1 2 3 4 5 and 1 2 3 1 5'],
    ['since 2026-11-02', 'since 2 November 2026'],
    ['open · until 21:30', 'open, until 21:30'],
  ])('in English: %s', (written, said) => {
    expect(asSaid(written, 'en')).toBe(said)
  })
})

describe('sentences', () => {
  const said = (text: string, language: 'zh-CN' | 'en' = 'zh-CN') =>
    sentencesOf(text, language).map((sentence) => sentence.text)

  test('end where the text says so, and what has nothing to say is left out', () => {
    expect(said('今天开门。几点？不知道！ …… 。')).toEqual(['今天开门。', '几点？', '不知道！'])
    expect(said('It is 4.5 km away. No. 7 is closer.', 'en')).toEqual([
      'It is 4.5 km away.',
      'No.',
      '7 is closer.',
    ])
  })

  test('are never longer than a breath, and lose nothing', () => {
    const long = '从这里走到药店，'.repeat(40)
    const whole = '一'.repeat(333)
    for (const text of [long, whole, `${long}${whole}`]) {
      const parts = said(text)
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(80)
      expect(parts.join('')).toBe(text)
    }
  })
})

describe('the voice', () => {
  const voice = (lang: string, localService = true): SpeechSynthesisVoice => ({
    lang,
    localService,
    name: lang,
    voiceURI: lang,
    default: false,
  })

  test.each([
    ['zh-CN', ['en-US', 'zh-TW', 'zh_CN'], 'zh_CN'],
    ['zh-CN', ['zh-HK', 'cmn-Hans-CN'], 'cmn-Hans-CN'],
    ['zh-CN', ['zh-HK', 'zh-TW'], 'zh-TW'],
    ['zh-CN', ['zh-HK', 'yue-HK', 'en-GB'], null],
    ['en', ['zh-CN', 'en-US', 'en-GB'], 'en-GB'],
    ['en', ['zh-CN', 'en_IN'], 'en_IN'],
    ['en', [], null],
  ] as const)('for %s of %j is %s', (language, tags, chosen) => {
    const found = voiceFor(
      language,
      tags.map((tag) => voice(tag)),
    )
    expect(found?.lang ?? null).toBe(chosen)
  })

  test('is none that sends what it reads to somebody', () => {
    expect(voiceFor('zh-CN', [voice('zh-CN', false)])).toBeNull()
  })
})
