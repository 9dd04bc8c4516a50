/** When a notice shows. */

import type { NoticeStanding } from '../catalog/notices.ts'
import { dayOf, dayOfIso, instantOf } from './hours/days.ts'

/** From when to when: ISO dates, both included, and times as `HH:MM` where they are known; Asia/Shanghai. */
export interface NoticeSpan {
  from: string
  fromTime: string | null
  to: string
  toTime: string | null
}

const DAY_MINUTES = 24 * 60

/** Minutes after midnight of `HH:MM`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The instant from which a notice shows: the morning of its first day, because people plan their day by it. */
export function noticeBegins({ from }: NoticeSpan): number {
  return instantOf(dayOfIso(from), 0)
}

/** The instant at which it is over: the time of its last day, or the end of that day. */
export function noticeEnds({ to, toTime }: NoticeSpan): number {
  return instantOf(dayOfIso(to), toTime === null ? DAY_MINUTES : minutesOf(toTime))
}

/** How a notice stands at an instant in epoch milliseconds. */
export function noticeStanding(span: NoticeSpan, now: number): NoticeStanding {
  if (now >= noticeEnds(span)) return 'over'
  return now >= noticeBegins(span) ? 'current' : 'coming'
}

/** Days that a notice takes, the first and the last counted. */
export function noticeDays({ from, to }: NoticeSpan): number {
  return dayOfIso(to) - dayOfIso(from) + 1
}

/** Whether it ends after it begins. */
export function isForward({ from, fromTime, to, toTime }: NoticeSpan): boolean {
  if (from !== to) return from < to
  return toTime === null || (fromTime ?? '00:00') < toTime
}

/** Those that are not over, in the order in which they come: what is current first, then by their beginning. */
export function noticesAt<Notice extends NoticeSpan>(notices: readonly Notice[], now: number): Notice[] {
  const begin = (notice: Notice) => Math.max(noticeBegins(notice), instantOf(dayOf(now), 0))
  return notices
    .filter((notice) => noticeStanding(notice, now) !== 'over')
    .toSorted((one, other) => begin(one) - begin(other) || noticeEnds(one) - noticeEnds(other))
}
