import { defineStore } from 'pinia'
import * as v from 'valibot'
import { shallowReactive } from 'vue'
import {
  type CalendarFault,
  CalendarYearInput,
  calendarFaults,
  type Holiday,
} from '../../schema/contract/settings.ts'
import { daysOfFestival, type Festival, isWorkAlone } from '../../schema/rules/calendar.ts'
import { api, done } from '../shell/api.ts'
import { useCity } from '../shell/city.ts'
import { useSettings } from './settings.ts'

/** The days of a year as they are being changed. */
export interface YearDraft {
  /** what they were when that began; null for a year that was not there */
  read: readonly Holiday[] | null
  days: readonly Holiday[]
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const inOrder = (days: readonly Holiday[]) => [...days].sort((a, b) => a.date.localeCompare(b.date))

/** The days that a festival means; one of days worked alone has no days off. */
function daysOf(festival: Festival): Holiday[] {
  return daysOfFestival(festival).filter(({ kind }) => kind === 'workday' || !isWorkAlone(festival))
}

/** What is wrong with the days of a year; null when they can be sent, `other` for what a form does not let through. */
export function faultOf(year: number, days: readonly Holiday[]): CalendarFault | 'other' | null {
  const { issues } = v.safeParse(CalendarYearInput, { year, read: null, days })
  const reason = issues?.[0].message
  if (reason === undefined) return null
  const known = Object.entries(calendarFaults).find(([, words]) => words === reason)?.[0]
  return known === 'otherYear' || known === 'twice' || known === 'weekday' || known === 'none'
    ? known
    : 'other'
}

/** Holidays by year: what is stored, and what is being changed and is kept until it is stored. */
export const useHolidays = defineStore('settings-holidays', () => {
  const settings = useSettings()
  const city = useCity()
  const drafts = shallowReactive(new Map<number, YearDraft>())

  /** The stored days of a year; null where it is not published. */
  function storedOf(year: number): readonly Holiday[] | null {
    return settings.settings?.calendar.years.find((one) => one.year === year)?.days ?? null
  }
  /** The days of a year as they show. */
  function daysIn(year: number): readonly Holiday[] {
    return drafts.get(year)?.days ?? storedOf(year) ?? []
  }
  const isChanged = (year: number) => {
    const draft = drafts.get(year)
    return draft !== undefined && !isSame(draft.days, storedOf(year) ?? [])
  }
  /** Whether somebody else has changed the year since one began to. */
  const isOvertaken = (year: number) => {
    const draft = drafts.get(year)
    return draft !== undefined && isChanged(year) && !isSame(draft.read, storedOf(year))
  }

  function change(year: number, days: readonly Holiday[]): void {
    const read = drafts.has(year) ? (drafts.get(year)?.read ?? null) : storedOf(year)
    const next = inOrder(days)
    if (isSame(next, read ?? [])) drafts.delete(year)
    else drafts.set(year, { read, days: next })
  }

  /**
   * Puts a festival among the days of a year.
   * @param before the one that it takes the place of
   * @returns what is wrong with the year then; nothing has changed in that case
   */
  function put(year: number, festival: Festival, before: Festival | null): CalendarFault | 'other' | null {
    const rest = before ? without(daysIn(year), before) : daysIn(year)
    const days = [...rest, ...daysOf(festival)]
    const fault = faultOf(year, days)
    if (fault === null) change(year, days)
    return fault
  }

  function remove(year: number, festival: Festival): void {
    change(year, without(daysIn(year), festival))
  }

  function without(days: readonly Holiday[], festival: Festival): Holiday[] {
    const gone = new Set(daysOf(festival).map(({ date }) => date))
    return days.filter(({ date }) => !gone.has(date))
  }

  /** Forgets what was changed. */
  function drop(year: number): void {
    drafts.delete(year)
  }

  /** Goes on from what is stored now, with what was changed. */
  function rebase(year: number): void {
    const draft = drafts.get(year)
    if (draft) drafts.set(year, { ...draft, read: storedOf(year) })
  }

  /**
   * Stores a year; one without any days is taken back.
   * @throws ApiFailure
   */
  async function save(year: number): Promise<void> {
    const draft = drafts.get(year)
    if (!draft) return
    const days = draft.days.length > 0 ? [...draft.days] : null
    const json = { year, read: draft.read && [...draft.read], days }
    await done(api.desk.settings.calendar.$put({ json }))
    drafts.delete(year)
    // every page of this visit reads hours by it
    await city.renew()
  }

  return { storedOf, daysIn, isChanged, isOvertaken, put, remove, drop, rebase, save }
})
