import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { Stale } from '../../schema/contract/desk.ts'
import type { Proposal } from '../../schema/contract/listing.ts'
import { useWhen } from '../accounts/account-words.ts'
import { dateAt, dayName, daysSince, startOfDate } from '../places/dates.ts'
import { factName } from '../reports/report-words.ts'
import { gradeName } from '../satisfaction/rating-words.ts'
import { useWords } from '../shell/words.ts'
import type { InboxItem, ItemStanding, Verdict } from './inbox-items.ts'

/** The words of an entry. */
export function useInboxWords() {
  const { t, pick, language } = useWords()
  const when = useWhen()

  /** A date, with its year where it is another one. */
  function dateWords(date: string): string {
    const [day, year] = [dayName(startOfDate(date), language.value), date.slice(0, 4)]
    return year === dateAt(Date.now()).slice(0, 4) ? day : t('accounts.when.year', { year, day })
  }

  /** For how long nobody has said that a listing is right. */
  function staleWords({ confirmedAt }: Stale): string {
    return confirmedAt
      ? t('desk.stale.for', { n: daysSince(confirmedAt, Date.now()) })
      : t('desk.stale.never')
  }

  /** Whose listing, or what subject it is about. */
  function nameOf(item: InboxItem): string {
    if (item.kind === 'proposal') return item.proposal.name
    if (item.kind === 'report') return item.report.name
    if (item.kind === 'stale') return item.stale.name
    if (item.kind === 'photo') return item.photo.name
    if (item.kind === 'reply') return item.reply.name
    return item.kind === 'comment' ? item.comment.subject.name : item.subject.name
  }

  /** What is wanted, in a few words. */
  function whatOf(item: InboxItem): string {
    if (item.kind === 'proposal') {
      return t('desk.inbox.change', { field: t(`desk.inbox.fields.${item.proposal.field}`) })
    }
    if (item.kind === 'report') return t('desk.inbox.wrong', { fact: factName(item.report.fact, pick) })
    if (item.kind === 'stale') return staleWords(item.stale)
    if (item.kind === 'photo') return t(item.photo.current ? 'desk.photo.change' : 'desk.photo.first')
    if (item.kind === 'reply') return t(item.reply.current ? 'desk.reply.change' : 'desk.reply.first')
    return item.kind === 'comment'
      ? gradeName(item.comment.grade, pick)
      : t(`desk.inbox.reasons.${item.reason}`)
  }

  function whenOf(item: InboxItem): string {
    if (item.kind === 'proposal') return when(item.proposal.at)
    if (item.kind === 'report') return when(item.report.at)
    if (item.kind === 'photo') return when(item.photo.at)
    if (item.kind === 'reply') return when(item.reply.at)
    if (item.kind === 'stale') return item.stale.confirmedAt ? dateWords(item.stale.confirmedAt) : ''
    return when(item.kind === 'comment' ? item.comment.at : (item.voices[0]?.at ?? ''))
  }

  const verdictName = (item: InboxItem, verdict: Verdict) => t(`desk.verdicts.${item.kind}.${verdict}`)

  /** What has been done about an entry; null while nothing has. */
  function doneWords(item: InboxItem, { left, approved, refused }: ItemStanding): string | null {
    if (approved + refused === 0) return null
    if (left > 0) return t('desk.verdicts.some', { n: left })
    if (approved > 0 && refused > 0) return t('desk.verdicts.mixed', { approved, refused })
    return verdictName(item, approved > 0 ? 'approve' : 'refuse')
  }

  /** A value of a field that staff check, as people say it. */
  function valueWords(field: Proposal['field'], value: unknown): string {
    if (field === 'chain') {
      return t(value === true ? 'desk.inbox.yes' : value === false ? 'desk.inbox.no' : 'desk.inbox.unknown')
    }
    if (typeof value !== 'string' || value === '') return t('desk.inbox.empty')
    if (field !== 'type') return value
    const type = outletTypes.find(({ code }) => code === value)
    return type ? pick(type.name, type.nameEn) : value
  }

  return { when, dateWords, nameOf, whatOf, whenOf, verdictName, doneWords, valueWords }
}
