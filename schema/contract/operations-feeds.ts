/** The operations of feeds and calendars. */

import { CircleParams } from './circle.ts'
import { changesExample, stopsExample } from './examples-feeds.ts'
import { FEED_ENTRIES, FeedQuery, STOPS_DAYS } from './feed.ts'
import type { Operation } from './operation.ts'
import { OutletParams } from './outlet.ts'

const read = { method: 'get', cached: true, open: true } as const
const problems = [
  'invalid_request',
  'method_not_allowed',
  'not_loaded',
  'not_found',
  'unavailable',
  'internal',
] as const

export const feedOperations: readonly Operation[] = [
  {
    ...read,
    id: 'getCircleChanges',
    path: '/api/circles/{code}/changes.atom',
    summary: 'What becomes of a circle’s outlets, as an Atom feed',
    summaryZh: '一个便民生活圈的网点变化（Atom 订阅）',
    description:
      `The last ${FEED_ENTRIES} entries: newly listed, closed for now with dates, open again, closed for good, renamed, ` +
      'moved. Nothing tells who said so. Outlets that came by one import are one entry.',
    params: CircleParams,
    query: FeedQuery,
    answer: { contentType: 'application/atom+xml', example: changesExample },
    problems,
    tries: ['/api/circles/411281001001/changes.atom', '/api/circles/411281001001/changes.atom?lang=en'],
  },
  {
    ...read,
    id: 'getStopsCalendar',
    path: '/api/outlets/{id}/stops.ics',
    summary: 'When a mobile outlet is at its stops, as a calendar',
    summaryZh: '流动网点的到站时间（日历订阅）',
    description:
      `iCalendar of the next ${STOPS_DAYS} days, holidays and closures reckoned with, times in UTC. Times that nobody ` +
      'knows are left out. `not_found` for outlets without stops.',
    params: OutletParams,
    query: FeedQuery,
    answer: { contentType: 'text/calendar', example: stopsExample },
    problems,
    tries: ['/api/outlets/lsjne3J2H3/stops.ics'],
  },
]
