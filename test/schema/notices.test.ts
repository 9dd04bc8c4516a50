import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoOf } from '../../schema/rules/hours/days.ts'
import {
  isForward,
  type NoticeSpan,
  noticeBegins,
  noticeDays,
  noticeEnds,
  noticeStanding,
  noticesAt,
} from '../../schema/rules/notices.ts'

const span = (from: string, fromTime: string | null, to: string, toTime: string | null): NoticeSpan => ({
  from,
  fromTime,
  to,
  toTime,
})
const afternoon = span('2026-11-28', '14:00', '2026-11-28', '16:00')
const holidays = span('2026-10-01', null, '2026-10-07', null)
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('how a notice stands', () => {
  it.each([
    [afternoon, '2026-11-27T23:59:59', 'coming'],
    // people plan their day by it
    [afternoon, '2026-11-28T00:00:00', 'current'],
    [afternoon, '2026-11-28T15:59:59', 'current'],
    [afternoon, '2026-11-28T16:00:00', 'over'],
    [holidays, '2026-09-30T23:59:59', 'coming'],
    [holidays, '2026-10-07T23:59:59', 'current'],
    [holidays, '2026-10-08T00:00:00', 'over'],
  ] as const)('%o at %s is %s', (notice, moment, standing) => {
    expect(noticeStanding(notice, at(moment))).toBe(standing)
  })

  it.each([
    [afternoon, true],
    [span('2026-11-28', '16:00', '2026-11-28', '14:00'), false],
    [span('2026-11-28', '14:00', '2026-11-28', '14:00'), false],
    [span('2026-11-28', '14:00', '2026-11-28', null), true],
    [span('2026-11-28', null, '2026-11-28', '14:00'), true],
    [span('2026-11-28', null, '2026-11-28', '00:00'), false],
    [span('2026-11-28', '14:00', '2026-11-29', '08:00'), true],
    [span('2026-11-29', null, '2026-11-28', null), false],
  ] as const)('%o ends after it begins: %s', (notice, forward) => {
    expect(isForward(notice)).toBe(forward)
  })

  it('counts days, the first and the last included', () => {
    expect(noticeDays(holidays)).toBe(7)
    expect(noticeDays(afternoon)).toBe(1)
  })
})

const day = fc.integer({ min: 20_000, max: 20_400 })
const time = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
)
const spans = fc
  .record({ first: day, length: fc.integer({ min: 0, max: 60 }), fromTime: time, toTime: time })
  .map(({ first, length, fromTime, toTime }) => span(isoOf(first), fromTime, isoOf(first + length), toTime))
  .filter(isForward)
const moments = fc.integer({ min: at('2024-09-01T00:00:00'), max: at('2026-03-01T00:00:00') })

describe('any notices at any moment', () => {
  it('come, are current and are over, in this order and without a gap', () => {
    fc.assert(
      fc.property(spans, (notice) => {
        const [begin, end] = [noticeBegins(notice), noticeEnds(notice)]
        expect(noticeStanding(notice, begin - 1)).toBe('coming')
        expect(noticeStanding(notice, begin)).toBe('current')
        expect(noticeStanding(notice, end - 1)).toBe('current')
        expect(noticeStanding(notice, end)).toBe('over')
      }),
    )
  })

  it('are listed until they are over, what is current before what is coming', () => {
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 12 }), moments, (notices, now) => {
        const standings = noticesAt(notices, now).map((notice) => noticeStanding(notice, now))
        const over = notices.filter((notice) => noticeStanding(notice, now) === 'over')
        expect(standings).toHaveLength(notices.length - over.length)
        expect(standings).not.toContain('over')
        expect(standings.toSorted((one, other) => (one === other ? 0 : one === 'current' ? -1 : 1))).toEqual(
          standings,
        )
      }),
    )
  })
})
