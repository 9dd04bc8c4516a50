import type { RouteLocationRaw } from 'vue-router'
import type { Subject } from '../../schema/contract/rating.ts'
import { clockTime, dateAt, dayName } from '../places/dates.ts'
import { usePlaces } from '../places/store.ts'
import { useCity } from '../shell/city.ts'
import type { Entry, EntryKind } from '../shell/outbox-entry.ts'
import type { Sent } from '../shell/outbox-sent.ts'
import { type MessageKey, useWords } from '../shell/words.ts'
import { useNeeds } from '../wishes/needs.ts'
import { useWishWords } from '../wishes/wish-words.ts'
import { faultKeys, fieldKey, refusalKey } from './refusal.ts'

/** Says what waits, why, and what was sent, in words; names are there as far as they are known. */
export function useOutboxWords() {
  const { t, pick, language } = useWords()
  const places = usePlaces()
  const city = useCity()
  const needs = useNeeds()
  const { wantName } = useWishWords()

  const outletName = (id: string) => places.byId.get(id)?.properties.name ?? null

  function communityName(code: string): string | null {
    const found = city.city?.communities.find((community) => community.code === code)
    return found ? pick(found.name, found.nameEn) : null
  }

  const subjectName = ({ kind, id }: Subject) => (kind === 'outlet' ? outletName(id) : communityName(id))

  function wishName({ community, want }: { community: string; want: string }): string {
    const [where, what] = [communityName(community), wantName(want)]
    return where ? t('outbox.wishName', { community: where, want: what }) : what
  }

  function knownWish(id: string): string | null {
    const need = needs.needs?.find((one) => one.id === id)
    return need ? wishName(need) : null
  }

  function nameOf(entry: Entry): string | null {
    switch (entry.kind) {
      case 'rating':
        return subjectName(entry.body.subject)
      case 'withdrawal':
        return subjectName(entry.body)
      case 'report':
        return outletName(entry.body.outlet)
      case 'complaint':
        return entry.body.name ?? subjectName(entry.body.complaint.subject)
      case 'wish':
        return wishName(entry.body)
      case 'support':
        return knownWish(entry.body.wish)
      case 'change': {
        const field = fieldKey(entry.body.field)
        const { name } = entry.body
        return field ? t('outbox.changeName', { name, field: t(field) }) : name
      }
      default:
        return entry.body.name
    }
  }

  function titled(kind: EntryKind, name: string | null): string {
    const values = { kind: t(`outbox.kinds.${kind}`), name: name ?? '' }
    return t(name ? 'outbox.what.of' : 'outbox.what.unnamed', values)
  }

  /** Day and time of an instant in epoch milliseconds. */
  function when(instant: number): string {
    const time = clockTime(instant)
    if (dateAt(instant) === dateAt(Date.now())) return t('outbox.when.today', { time })
    return t('outbox.when.day', { day: dayName(instant, language.value), time })
  }

  /** What an entry is and what it is about. */
  const what = (entry: Entry) => titled(entry.kind, nameOf(entry))

  /** What something sent was; of complaints and reports nobody knows any more whom they were about. */
  function sentWhat({ kind, trace }: Sent): string {
    if (!trace) return titled(kind, null)
    if (trace.kind === 'wish') return titled(kind, knownWish(trace.id))
    return titled(kind, subjectName({ kind: trace.kind, id: trace.id }))
  }

  /**
   * Why an entry waits.
   * @param state.sending whether it is on its way
   * @param state.behind whether it comes after another that must go first
   */
  function waitsFor(entry: Entry, { sending, behind }: { sending: boolean; behind: boolean }): string {
    const { problem, notBefore } = entry
    if (sending) return t('outbox.waits.sending')
    if (problem?.code === 'not_signed_in') {
      return t('outbox.waits.signIn', { handle: 'by' in entry.body ? entry.body.by : '' })
    }
    if (problem?.code === 'too_many') return t('outbox.waits.pause', { time: when(notBefore) })
    if (notBefore > 0) return t('outbox.waits.server', { time: when(notBefore) })
    return t(behind ? 'outbox.waits.before' : 'outbox.waits.offline')
  }

  /** Why the worker refused an entry, and which fields it found fault with. */
  function refusal({ problem }: Entry): { why: string; fields: string | null } {
    const names = faultKeys(problem).map((key) => t(key))
    const fields = names.join(t('outbox.comma'))
    return {
      why: t(refusalKey(problem)),
      fields: fields === '' ? null : t('outbox.refusals.fields', { fields }),
    }
  }

  return { t, what, sentWhat, when, waitsFor, refusal }
}

/** Where an entry is looked at and changed: its page shows what was typed. */
export function pageOf(entry: Entry): RouteLocationRaw {
  switch (entry.kind) {
    case 'rating':
      return { name: 'rate', params: { ...entry.body.subject } }
    case 'withdrawal':
      return { name: 'rate', params: { kind: entry.body.kind, id: entry.body.id } }
    case 'report':
      return { name: 'report', params: { id: entry.body.outlet } }
    case 'application':
      return { name: 'new-shop' }
    case 'complaint':
      return { name: 'complain', params: { ...entry.body.complaint.subject } }
    case 'wish':
      return { name: 'wish-new', query: { community: entry.body.community, type: entry.body.want } }
    case 'support':
      return { name: 'wish', params: { id: entry.body.wish } }
    default:
      return { name: 'listing', params: { id: entry.body.listing } }
  }
}

const keepers: readonly EntryKind[] = ['change', 'confirmation', 'reply', 'response']

/** Where one sees what came of something sent, and the words of the link; null where there is no such place. */
export function outcomeOf({ kind, trace }: Sent): { to: RouteLocationRaw; look: MessageKey } | null {
  if (kind === 'complaint') return { to: { name: 'my-complaints' }, look: 'outbox.sent.look.complaint' }
  if (!trace) return null
  const { id } = trace
  if (keepers.includes(kind))
    return { to: { name: 'listing', params: { id } }, look: 'outbox.sent.look.listing' }
  if (trace.kind === 'wish') return { to: { name: 'wish', params: { id } }, look: 'outbox.sent.look.wish' }
  if (trace.kind === 'circle') {
    return { to: { name: 'circle', params: { code: id } }, look: 'outbox.sent.look.circle' }
  }
  return { to: { name: 'outlet', params: { id } }, look: 'outbox.sent.look.outlet' }
}
