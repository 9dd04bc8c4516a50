/**
 * The State Council's holidays and the weekend days worked in exchange (调休), year by year, as its General Office
 * publishes them each autumn. A year is added here once its list is out; nothing is guessed before.
 */

import type { CalendarDay } from '../rules/calendar.ts'

/** Years whose list is complete. */
export const holidayYears: readonly number[] = [2024, 2025, 2026]

type Entry = readonly [name: string, from: string, to: string, ...workdays: string[]]

/** First and last day off, then the weekend days worked for it. */
const entries: readonly Entry[] = [
  ['元旦', '2024-01-01', '2024-01-01'],
  ['春节', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'],
  ['清明', '2024-04-04', '2024-04-06', '2024-04-07'],
  ['劳动节', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'],
  ['端午', '2024-06-10', '2024-06-10'],
  ['中秋', '2024-09-15', '2024-09-17', '2024-09-14'],
  ['国庆节', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'],
  ['元旦', '2025-01-01', '2025-01-01'],
  ['春节', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'],
  ['清明', '2025-04-04', '2025-04-06'],
  ['劳动节', '2025-05-01', '2025-05-05', '2025-04-27'],
  ['端午', '2025-05-31', '2025-06-02'],
  ['国庆节', '2025-10-01', '2025-10-05', '2025-09-28', '2025-10-11'],
  ['中秋', '2025-10-06', '2025-10-06'],
  ['国庆节', '2025-10-07', '2025-10-08'],
  ['元旦', '2026-01-01', '2026-01-03', '2026-01-04'],
  ['春节', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'],
  ['清明', '2026-04-04', '2026-04-06'],
  ['劳动节', '2026-05-01', '2026-05-05', '2026-05-09'],
  ['端午', '2026-06-19', '2026-06-21'],
  ['中秋', '2026-09-25', '2026-09-27'],
  ['国庆节', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10'],
]

const DAY = 86_400_000

function daysOff(name: string, from: string, to: string): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY) {
    days.push({ date: new Date(at).toISOString().slice(0, 10), kind: 'holiday', name })
  }
  return days
}

/** Every day of those years that differs from the plain week, in order. */
export const holidayDays: readonly CalendarDay[] = entries
  .flatMap(([name, from, to, ...workdays]) => [
    ...daysOff(name, from, to),
    ...workdays.map((date): CalendarDay => ({ date, kind: 'workday', name })),
  ])
  .sort((a, b) => (a.date < b.date ? -1 : 1))
