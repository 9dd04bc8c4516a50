import type { CommentWaiting, HeldVoice, Stale } from '../../schema/contract/desk.ts'
import type { Proposal } from '../../schema/contract/listing.ts'
import type { WaitingPhoto } from '../../schema/contract/photo.ts'
import type { WaitingReply } from '../../schema/contract/reply.ts'
import type { ReportListed } from '../../schema/contract/report.ts'
import type { DeskFailure } from './desk-failure.ts'

/** The lists of the inbox, in the order in which they are worked through. */
export const inboxLists = ['proposals', 'photos', 'comments', 'replies', 'reports', 'held', 'stale'] as const
export type InboxList = (typeof inboxLists)[number]

export type Verdict = 'approve' | 'refuse'

/** What one request to the worker decides. */
export type Unit =
  | { kind: 'proposal'; id: string }
  | { kind: 'comment'; id: string; at: string }
  | { kind: 'report'; id: string }
  | { kind: 'photo'; id: string }
  | { kind: 'reply'; id: string }
  | { kind: 'voice'; id: string }
  | { kind: 'stale'; id: string; version: string }

/** How far somebody has come with a unit since the list was fetched. */
export interface Standing {
  /** null while it waits */
  verdict: Verdict | null
  busy: boolean
  /** why the last thing that was tried was not done */
  failure: DeskFailure | null
}

export const waiting: Standing = { verdict: null, busy: false, failure: null }

/** One entry of a list: what is looked at and decided together. */
export type InboxItem = { key: string; units: readonly Unit[] } & (
  | { kind: 'proposal'; proposal: Proposal }
  | { kind: 'comment'; comment: CommentWaiting }
  | { kind: 'report'; report: ReportListed }
  | { kind: 'photo'; photo: WaitingPhoto }
  | { kind: 'reply'; reply: WaitingReply }
  | { kind: 'stale'; stale: Stale }
  | {
      kind: 'held'
      subject: HeldVoice['subject']
      reason: HeldVoice['reason']
      voices: readonly HeldVoice[]
    }
)

export function proposalItem(proposal: Proposal): InboxItem {
  const { id } = proposal
  return { kind: 'proposal', key: id, proposal, units: [{ kind: 'proposal', id }] }
}

export function commentItem(comment: CommentWaiting): InboxItem {
  const { id, at } = comment
  return { kind: 'comment', key: id, comment, units: [{ kind: 'comment', id, at }] }
}

export function reportItem(report: ReportListed): InboxItem {
  const { id } = report
  return { kind: 'report', key: id, report, units: [{ kind: 'report', id }] }
}

export function photoItem(photo: WaitingPhoto): InboxItem {
  const { id } = photo
  return { kind: 'photo', key: id, photo, units: [{ kind: 'photo', id }] }
}

export function replyItem(reply: WaitingReply): InboxItem {
  const { id } = reply
  return { kind: 'reply', key: id, reply, units: [{ kind: 'reply', id }] }
}

export function staleItem(stale: Stale): InboxItem {
  const { id, version } = stale
  return { kind: 'stale', key: id, stale, units: [{ kind: 'stale', id, version }] }
}

/** Voices that are held back on the same subject for the same reason are one entry; the order of the first stays. */
export function heldItems(voices: readonly HeldVoice[]): InboxItem[] {
  const groups = new Map<string, HeldVoice[]>()
  for (const voice of voices) {
    const key = `${voice.subject.kind}-${voice.subject.id}-${voice.reason}`
    const group = groups.get(key)
    if (group) group.push(voice)
    else groups.set(key, [voice])
  }
  return [...groups].flatMap(([key, group]): InboxItem[] => {
    const [first] = group
    if (!first) return []
    const units = group.map(({ id }): Unit => ({ kind: 'voice', id }))
    return [{ kind: 'held', key, subject: first.subject, reason: first.reason, voices: group, units }]
  })
}

/** How an entry stands, by its units. */
export interface ItemStanding {
  /** units that wait */
  left: number
  approved: number
  refused: number
  busy: boolean
  failure: DeskFailure | null
}

/** Puts together how the units of an entry stand. */
export function itemStanding(
  { units }: Pick<InboxItem, 'units'>,
  standingOf: (id: string) => Standing,
): ItemStanding {
  const standings = units.map(({ id }) => standingOf(id))
  const count = (verdict: Verdict | null) => standings.filter((one) => one.verdict === verdict).length
  return {
    left: count(null),
    approved: count('approve'),
    refused: count('refuse'),
    busy: standings.some(({ busy }) => busy),
    failure: standings.find(({ failure }) => failure)?.failure ?? null,
  }
}

/**
 * The entry to go on with: the next one after this that waits, or else the first that does.
 * @returns null when nothing waits
 */
export function nextWaiting(
  items: readonly InboxItem[],
  after: string | null,
  waits: (item: InboxItem) => boolean,
): InboxItem | null {
  const from = items.findIndex(({ key }) => key === after) + 1
  return items.slice(from).find(waits) ?? items.find(waits) ?? null
}
