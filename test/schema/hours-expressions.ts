/**
 * Generated opening hours of every kind that the grammar reads, without holidays.
 *
 * Left out because the package and we differ on purpose: two rules of which one runs past midnight. It lets the next
 * day's own rule cut off the night before ("Th 18:00-01:00; Fr 10:00-20:00" is shut at 00:30 on Friday); people who
 * write that mean the bar to be open. And "Mar 01-Feb 28", a whole year but for a 29th of February: the package takes
 * its end for 1 March in years without one, and has it shut from January on.
 */

import fc from 'fast-check'

const pad = (n: number) => String(n).padStart(2, '0')
const time = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** one to three spans of a day, in order, in quarters of an hour */
const daySpans = fc
  .uniqueArray(fc.integer({ min: 1, max: 95 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => {
    const sorted = quarters.sort((a, b) => a - b)
    const spans: string[] = []
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      spans.push(`${time((sorted[i] ?? 0) * 15)}-${time((sorted[i + 1] ?? 0) * 15)}`)
    }
    return spans.join(',')
  })

const nightSpan = fc
  .tuple(fc.integer({ min: 64, max: 95 }), fc.integer({ min: 1, max: 28 }), fc.boolean())
  .map(([from, to, beyond]) => `${time(from * 15)}-${beyond ? time(to * 15 + 1440) : time(to * 15)}`)

const openEnd = fc.integer({ min: 24, max: 64 }).map((quarter) => `${time(quarter * 15)}+`)

const weekdayRange = fc
  .tuple(fc.constantFrom(...weekdays), fc.constantFrom(...weekdays))
  .map(([from, to]) => (from === to ? from : `${from}-${to}`))
const weekdayList = fc
  .uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 3 })
  .map((days) => days.join(','))
const nthWeekday = fc
  .tuple(fc.constantFrom(...weekdays), fc.constantFrom('1', '2', '3', '4', '-1', '1,3', '2-3'))
  .map(([day, nth]) => `${day}[${nth}]`)
const days = fc.oneof(
  { weight: 3, arbitrary: weekdayRange },
  { weight: 2, arbitrary: weekdayList },
  nthWeekday,
)

const monthRange = fc
  .tuple(fc.constantFrom(...months), fc.constantFrom(...months))
  .map(([from, to]) => (from === to ? from : `${from}-${to}`))
const dayOfMonth = fc.integer({ min: 1, max: 28 }).map(pad)
const dateRange = fc
  .tuple(fc.constantFrom(...months), dayOfMonth, fc.constantFrom(...months), dayOfMonth)
  .filter(([fromMonth, fromDay, toMonth, toDay]) => fromMonth !== toMonth || fromDay < toDay)
  .map(([fromMonth, fromDay, toMonth, toDay]) => `${fromMonth} ${fromDay}-${toMonth} ${toDay}`)
  .filter((range) => range !== 'Mar 01-Feb 28')
const yearDates = fc
  .tuple(fc.constantFrom(2025, 2026), fc.constantFrom(...months), dayOfMonth)
  .map(([year, month, day]) => `${year} ${month} ${day}-${year} ${month} 28`)
const weeks = fc
  .tuple(fc.integer({ min: 1, max: 26 }), fc.integer({ min: 27, max: 53 }), fc.constantFrom('', '/2'))
  .map(([from, to, step]) => `week ${pad(from)}-${pad(to)}${step}`)
const season = fc.oneof(
  { weight: 3, arbitrary: monthRange },
  { weight: 2, arbitrary: dateRange },
  yearDates,
  weeks,
)

// The package refuses several nth weekdays within a season.
const plainDays = fc.oneof(weekdayRange, weekdayList)
const dayPart = fc.oneof(
  { weight: 4, arbitrary: days },
  fc.tuple(season, plainDays).map((parts) => parts.join(' ')),
  season,
)
const rule = fc.tuple(dayPart, daySpans).map((parts) => parts.join(' '))
const shut = fc.oneof(
  dayPart.map((part) => `${part} off`),
  dayPart.map((part) => `${part} closed "装修"`),
  fc
    .tuple(dayPart, fc.integer({ min: 40, max: 60 }))
    .map(([part, at]) => `${part} ${time(at * 15)}-${time(at * 15 + 60)} off`),
)
const uncertain = dayPart.map((part) => `${part} unknown`)

const several = fc
  .tuple(
    rule,
    fc.array(fc.oneof({ weight: 3, arbitrary: rule }, shut, uncertain), { minLength: 0, maxLength: 3 }),
  )
  .map(([first, others]) => [first, ...others].join('; '))
const added = fc.tuple(rule, rule).map((rules) => rules.join(', '))
const fallback = fc
  .tuple(rule, fc.constantFrom('"来电"', 'unknown', '10:00-16:00'))
  .map((rules) => rules.join(' || '))

export const expressions = fc.oneof(
  fc.constant('24/7'),
  daySpans,
  nightSpan,
  openEnd,
  fc.tuple(weekdayRange, nightSpan).map((parts) => parts.join(' ')),
  { weight: 8, arbitrary: several },
  { weight: 2, arbitrary: added },
  { weight: 2, arbitrary: fallback },
)
