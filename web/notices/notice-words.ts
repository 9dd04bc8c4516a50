import { noticeKinds } from '../../schema/catalog/notices.ts'
import { dayOf, dayOfIso } from '../../schema/rules/hours/days.ts'
import type { NoticeSpan } from '../../schema/rules/notices.ts'
import { dayName, startOfDate, weekdayName } from '../places/dates.ts'
import { useWords } from '../shell/words.ts'

/** What a notice is about, as the catalog has it. */
export function noticeKind(code: string) {
  return noticeKinds.find((kind) => kind.code === code) ?? noticeKinds[noticeKinds.length - 1]
}

/** When a notice is, in the language of the page. */
export function useNoticeWords(): {
  /** `今天 14:00–16:00`, `11月28日 周六`, `10月1日 周四 – 10月7日 周三` */
  when: (span: NoticeSpan, now: number) => string
} {
  const { t, language } = useWords()

  function dayWords(date: string, now: number): string {
    const away = dayOfIso(date) - dayOf(now)
    if (away === 0) return t('notices.today')
    if (away === 1) return t('notices.tomorrow')
    const start = startOfDate(date)
    return `${dayName(start, language.value)} ${weekdayName(start, language.value)}`
  }

  function onOneDay({ from, fromTime, toTime }: NoticeSpan, now: number): string {
    const day = dayWords(from, now)
    if (fromTime && toTime) return `${day} ${fromTime}–${toTime}`
    if (fromTime) return t('notices.fromTime', { day, time: fromTime })
    return toTime ? t('notices.untilTime', { day, time: toTime }) : day
  }

  return {
    when: (span, now) => {
      if (span.from === span.to) return onOneDay(span, now)
      const ends = [
        [span.from, span.fromTime],
        [span.to, span.toTime],
      ] as const
      return ends.map(([date, time]) => [dayWords(date, now), time].filter(Boolean).join(' ')).join(' – ')
    },
  }
}
