/** What feeds and calendars say, in English. */

import type { Dates } from '../../../schema/rules/listing-news.ts'
import type { Words } from './zh-CN.ts'

const withoutYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const withYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const day = (date: string, beside: string) =>
  (date.slice(0, 4) === beside.slice(0, 4) ? withoutYear : withYear).format(new Date(date))

const dates = (some: readonly Dates[], beside: string) =>
  some
    .map(({ from, to }) => (from === to ? day(from, beside) : `${day(from, beside)} to ${day(to, beside)}`))
    .join(', ')

export const words: Words = {
  pick: ({ nameEn }) => nameEn,
  newsTitle: (community) => `Changes of outlets: circle of ${community}`,
  newsSubtitle:
    'Outlets that are newly listed, closed for now, open again, closed for good, renamed or moved',
  newsAuthor: (city) => `15-minute convenience circles of ${city}`,
  sample: 'Sample data: outlets, streets and people are made up.',
  listed: (name, type) => `Newly listed: ${name} (${type})`,
  listedMany: (count) => `${count} outlets newly listed`,
  andMore: (count) => `and ${count} more`,
  renamed: (from, to) => `Renamed: ${from} is now called ${to}`,
  paused: (name, some, beside) =>
    some.length > 0
      ? `Closed for now: ${name}, ${dates(some, beside)}`
      : `Closed for now: ${name}, until further notice`,
  closing: (name, some, beside) => `Closed for some days: ${name}, ${dates(some, beside)}`,
  calledOff: (name, some, beside) => `Open as usual: ${name}, not closed ${dates(some, beside)}`,
  insteadOf: (some, beside) => `Not closed ${dates(some, beside)}, as had been said before.`,
  reopened: (name) => `Open again: ${name}`,
  closed: (name) => `Closed for good: ${name}`,
  moved: (name, address) =>
    address === null ? `Has another place: ${name}` : `Moved: ${name}, now at ${address}`,
  stopsTitle: (name) => `${name}: times at its stops`,
  visit: (name, stop) => `${name} · ${stop}`,
  visitOpenEnd: 'The end is not fixed; this is the earliest.',
  stopsAsOf: 'The page of the outlet has what holds today.',
}
