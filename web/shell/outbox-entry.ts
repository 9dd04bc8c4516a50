import type { ApplicationDraft } from '../../schema/contract/application.ts'
import type { ProblemDetails } from '../../schema/contract/problem.ts'
import type { RatingDraft, Subject } from '../../schema/contract/rating.ts'
import type { ReportDraft } from '../../schema/contract/report.ts'
import type { WishDraft } from '../../schema/contract/wish.ts'
import type { ComplaintToSend } from '../complaints/complaint-draft.ts'
import type { Confirmed, FieldChange, ReplyToSend, ResponseToSend } from '../merchant/sendable.ts'
import type { Trace } from './outbox-sent.ts'

/** What can be sent later, by kind. A capability that sends something adds its line here and registers a sender. */
export interface Sendable {
  rating: RatingDraft
  withdrawal: Subject
  report: ReportDraft
  application: ApplicationDraft
  complaint: ComplaintToSend
  wish: WishDraft
  /** of a wish by its identifier */
  support: { wish: string; why: string | null }
  /** of a listing, by whoever keeps it, as the three below */
  change: FieldChange
  confirmation: Confirmed
  reply: ReplyToSend
  response: ResponseToSend
}
export type EntryKind = keyof Sendable

/** One act of a person, until the worker has acknowledged it. */
export interface EntryOf<Kind extends EntryKind> {
  /** random; every attempt carries it as `Idempotency-Key` */
  id: string
  kind: Kind
  /** what it is about: a newer entry on the same topic takes the place of the older one */
  topic: string
  body: Sendable[Kind]
  /** epoch milliseconds */
  createdAt: number
  /** how often it may have reached the worker */
  attempts: number
  /** `refused` is final: it stays until the person changes or deletes it */
  state: 'waiting' | 'refused'
  /** what the worker said the last time; null where nothing has answered */
  problem: ProblemDetails | null
  /** epoch milliseconds before which the worker does not want to see it again */
  notBefore: number
}
export type Entry = { [Kind in EntryKind]: EntryOf<Kind> }[EntryKind]

/** What a person wants sent. */
export type Act = {
  [Kind in EntryKind]: Pick<EntryOf<Kind>, 'kind' | 'topic' | 'body'>
}[EntryKind]

/** What became of an entry that is no longer there; tabs tell each other. */
export interface End {
  kind: EntryKind
  topic: string
  /** by the worker, or by the person before it was sent */
  how: 'acknowledged' | 'dropped'
}
export interface Ended extends End {
  /** whether it was this tab that did it */
  here: boolean
}

/**
 * Sends entries of one kind; resolves when the worker has acknowledged, with where this device may remember that one sees
 * what came of it (`outbox-sent.ts`); throws {@link ApiFailure} otherwise.
 */
export type Senders = { [Kind in EntryKind]?: (entry: EntryOf<Kind>) => Promise<Trace | null> }

/**
 * Acts that must arrive in their order: those of one account on one listing, each of which starts from what the one before
 * has left. What waits for another account to sign in holds nobody up.
 */
function laneOf({ body }: Entry): string | null {
  return 'listing' in body ? `${body.by}/${body.listing}` : null
}

/**
 * Whether something waits that must arrive before an entry does.
 * @param all that there is, in the order in which it was said
 */
export function isBehind(entry: Entry, all: readonly Entry[]): boolean {
  const lane = laneOf(entry)
  if (lane === null) return false
  const first = all.find((one) => one.state === 'waiting' && laneOf(one) === lane)
  return first !== undefined && first.id !== entry.id
}
