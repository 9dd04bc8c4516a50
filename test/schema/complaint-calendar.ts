/** Working days counted another way: from the lists of an independent package, date by date. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

interface PublishedYear {
  holidays: Record<string, string>
  workdays: Record<string, string>
}

const published = dirname(createRequire(import.meta.url).resolve('chinese-days'))
const years = [2024, 2025, 2026].map(
  (year): PublishedYear => JSON.parse(readFileSync(join(published, 'years', `${year}.json`), 'utf8')),
)
const off = new Set(years.flatMap(({ holidays }) => Object.keys(holidays)))
const worked = new Set(years.flatMap(({ workdays }) => Object.keys(workdays)))

/** Whether people work on an ISO date. */
export function isWorked(date: string): boolean {
  if (worked.has(date)) return true
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return !off.has(date) && weekday !== 0 && weekday !== 6
}

/** The ISO date so many days later. */
export function later(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The midnight in the town that ends a date. */
export const endOf = (date: string) => Date.parse(`${later(date, 1)}T00:00:00+08:00`)

/** The date on which the n-th working day after a date falls. */
export function workingDay(date: string, n: number): string {
  const ahead = Array.from({ length: 60 }, (_, at) => later(date, at + 1)).filter(isWorked)
  return ahead[n - 1] ?? 'beyond'
}

/** The date on which a month from a date ends: the same number, or the last of the month, or the next day that is worked. */
export function monthLater(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const wanted = new Date(Date.UTC(year, month, day))
  const last = new Date(Date.UTC(year, month + 1, 0))
  let end = (wanted > last ? last : wanted).toISOString().slice(0, 10)
  while (!isWorked(end)) end = later(end, 1)
  return end
}
