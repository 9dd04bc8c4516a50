/** The calendar of a mobile outlet: when it is at which stop in the next weeks (RFC 5545). */

import ical from 'ical-generator'
import { type FeedLanguage, STOPS_DAYS } from '../../schema/contract/feed.ts'
import type { Outlet, OutletStop } from '../../schema/contract/outlet.ts'
import type { HolidayCalendar } from '../../schema/rules/calendar.ts'
import { visitsOf } from '../../schema/rules/hours/visits.ts'
import { wordsIn } from './words/words.ts'

/** What calendars are sent as. */
export const calendarType = 'text/calendar; charset=utf-8'

/** Seconds after which programs ask again: a merchant's change is seen the same day. */
const ASK_AGAIN = 6 * 3600

export interface CalendarAsked {
  /** of this site, for links */
  origin: string
  language: FeedLanguage
  /** epoch milliseconds */
  now: number
}

/**
 * The calendar of an outlet's stops. Times are in UTC, which every program shows in its own zone.
 * @param holidays those by which the hours are read
 */
export function stopsCalendar(
  outlet: Outlet,
  holidays: HolidayCalendar,
  { origin, language, now }: CalendarAsked,
): string {
  const words = wordsIn[language]
  const lang = language === 'zh-CN' ? '' : `&lang=${language}`
  const { hostname } = new URL(origin)
  const name = inOneLine(outlet.name)
  const visits = outlet.stops.flatMap((stop) =>
    visitsOf(stop.hours, now, STOPS_DAYS, {
      calendar: holidays,
      closures: outlet.closures,
      status: outlet.status,
    }).map((visit) => ({ stop, visit })),
  )
  const calendar = ical({
    prodId: { company: 'yikezhong', product: 'stops', language: language === 'en' ? 'EN' : 'ZH' },
    // the library writes these two as they are
    name: escaped(words.stopsTitle(name)),
    description: escaped(outlet.sample ? `${words.stopsAsOf}${words.sample}` : words.stopsAsOf),
    url: `${origin}/outlets/${outlet.id}`,
    ttl: ASK_AGAIN,
    // A calendar holds something (3.6): where there is nothing to come, the zone. Beside events it would shift them.
    timezone: visits.length === 0 ? { name: 'Asia/Shanghai', generator: () => shanghai } : null,
  })
  for (const { stop, visit } of visits) {
    calendar.createEvent({
      id: `${stop.id}-${visit.from / 60_000}@${hostname}`,
      // when what it says was last changed, and not when it was asked for
      stamp: new Date(outlet.updatedAt),
      start: new Date(visit.from),
      end: new Date(visit.to),
      summary: words.visit(name, inOneLine(stop.name)),
      location: { title: inOneLine(stop.name), geo: geoOf(stop) },
      description: [visit.comment, visit.openEnd ? words.visitOpenEnd : null, words.stopsAsOf]
        .filter((part) => part !== null)
        .join('\n'),
      url: `${origin}/outlets/${outlet.id}?stop=${stop.id}${lang}`,
    })
  }
  return `${calendar.toString()}\r\n`
}

const geoOf = ({ position: [lon, lat] }: OutletStop) => ({ lat, lon })

/** Control characters would begin another line. */
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Text as RFC 5545 has it (3.3.11). */
function escaped(text: string): string {
  return inOneLine(text).replace(/[\\;,]/g, '\\$&')
}

/** The zone has kept UTC+8 without summer time since 1991. */
const shanghai = `BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19910915T020000
TZOFFSETFROM:+0900
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE`
