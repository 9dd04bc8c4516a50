import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { CommentWaiting, HeldVoice, Inbox, Stale } from '../../schema/contract/desk.ts'
import type { Proposal } from '../../schema/contract/listing.ts'
import type { WaitingPhoto } from '../../schema/contract/photo.ts'
import type { WaitingReply } from '../../schema/contract/reply.ts'
import type { ReportListed } from '../../schema/contract/report.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { deskFailureOf } from './desk-failure.ts'
import {
  commentItem,
  heldItems,
  type InboxItem,
  type InboxList,
  inboxLists,
  itemStanding,
  photoItem,
  proposalItem,
  replyItem,
  reportItem,
  type Standing,
  staleItem,
  type Unit,
  type Verdict,
  waiting,
} from './inbox-items.ts'

/** What somebody decided last, for the line that offers to undo it. */
export interface LastAct {
  item: InboxItem
  units: readonly Unit[]
  verdict: Verdict
  undone: boolean
}

/** Requests of one act on many voices that are on their way at the same time. */
const AT_ONCE = 4
const fresh = { init: { cache: 'no-store' } } as const

/**
 * What waits at the desk, and what is done about it. Nothing leaves a list when it is done: it stays, marked as done
 * and to be undone, until the lists are fetched anew. Nothing is marked before the worker has said that it is stored.
 */
export const useInbox = defineStore('inbox', () => {
  const counts = shallowRef<Inbox | null>(null)
  const proposals = shallowRef<readonly Proposal[] | null>(null)
  const comments = shallowRef<readonly CommentWaiting[] | null>(null)
  const reports = shallowRef<readonly ReportListed[] | null>(null)
  const photos = shallowRef<readonly WaitingPhoto[] | null>(null)
  const replies = shallowRef<readonly WaitingReply[] | null>(null)
  const held = shallowRef<readonly HeldVoice[] | null>(null)
  const stale = shallowRef<readonly Stale[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loading = ref(false)
  const standings = shallowReactive(new Map<string, Standing>())
  /** of listings on which something was said, by outlet */
  const versions = new Map<string, string>()
  const last = shallowRef<LastAct | null>(null)
  /** how far an act on many has come; null when there is none */
  const progress = shallowRef<{ done: number; of: number } | null>(null)
  let stopped = false

  const lists = computed(
    (): Record<InboxList, readonly InboxItem[]> => ({
      proposals: (proposals.value ?? []).map(proposalItem),
      photos: (photos.value ?? []).map(photoItem),
      comments: (comments.value ?? []).map(commentItem),
      replies: (replies.value ?? []).map(replyItem),
      reports: (reports.value ?? []).map(reportItem),
      held: heldItems(held.value ?? []),
      stale: (stale.value ?? []).map(staleItem),
    }),
  )
  const ready = computed(() =>
    [proposals, photos, comments, replies, reports, held, stale].every((list) => list.value !== null),
  )

  const standingOf = (id: string): Standing => standings.get(id) ?? waiting

  /** What waits in each list: the worker's count, less what has been done since. */
  const left = computed((): Record<InboxList, number> => {
    const doneIn = (list: InboxList) =>
      lists.value[list].reduce((sum, item) => {
        const { approved, refused } = itemStanding(item, standingOf)
        return sum + approved + refused
      }, 0)
    return {
      proposals: (counts.value?.proposals ?? 0) - doneIn('proposals'),
      photos: (counts.value?.photos ?? 0) - doneIn('photos'),
      comments: (counts.value?.comments ?? 0) - doneIn('comments'),
      replies: (counts.value?.replies ?? 0) - doneIn('replies'),
      reports: (counts.value?.reports ?? 0) - doneIn('reports'),
      held: (counts.value?.held ?? 0) - doneIn('held'),
      stale: (counts.value?.stale ?? 0) - doneIn('stale'),
    }
  })
  /** What somebody has sent and waits for an answer; listings that are only old are looked at when there is time. */
  const total = computed(() =>
    inboxLists.reduce((sum, list) => (list === 'stale' ? sum : sum + left.value[list]), 0),
  )

  /** Fetches everything, anew; what was done is gone from the lists then. */
  async function load(): Promise<void> {
    loading.value = true
    failure.value = null
    try {
      const [waits, changes, pictures, words, answers, wrongs, voices, long] = await Promise.all([
        answer(api.desk.inbox.$get({}, fresh)),
        answer(api.desk.proposals.$get({}, fresh)),
        answer(api.desk.photos.$get({}, fresh)),
        answer(api.desk.comments.$get({}, fresh)),
        answer(api.desk.replies.$get({}, fresh)),
        answer(api.desk.reports.$get({}, fresh)),
        answer(api.desk.held.$get({}, fresh)),
        answer(api.desk.stale.$get({}, fresh)),
      ])
      standings.clear()
      versions.clear()
      last.value = null
      counts.value = waits
      proposals.value = changes.proposals
      photos.value = pictures.photos
      comments.value = words.comments
      replies.value = answers.replies
      reports.value = wrongs.reports
      held.value = voices.held
      stale.value = long.stale
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    } finally {
      loading.value = false
    }
  }

  function send(unit: Unit, verdict: Verdict, reason: string): Promise<void> {
    const param = { id: unit.id }
    const judgement = verdict === 'approve' ? { verdict } : { verdict, reason }
    switch (unit.kind) {
      case 'proposal':
        return done(api.desk.proposals[':id'].$post({ param, json: judgement }))
      case 'photo':
        return done(api.desk.photos[':id'].$post({ param, json: judgement }))
      case 'reply':
        return done(api.desk.replies[':id'].$post({ param, json: judgement }))
      case 'comment':
        return done(
          api.desk.comments[':id'].$post({
            param,
            json: verdict === 'approve' ? { at: unit.at, verdict } : { at: unit.at, verdict, reason },
          }),
        )
      case 'report':
        return done(
          api.desk.reports[':id'].$post({
            param,
            json: verdict === 'approve' ? { verdict: 'mended' } : { verdict: 'refused', reason },
          }),
        )
      case 'voice':
        return done(
          api.desk.held[':id'].$post({
            param,
            json: { verdict: verdict === 'approve' ? 'clear' : 'drop', reason },
          }),
        )
      case 'stale':
        return sendStale(unit, verdict, reason)
    }
  }

  /** Says whether a listing is right, as it was read or as it was left by what was said of it before. */
  async function sendStale(
    { id, version: read }: Extract<Unit, { kind: 'stale' }>,
    verdict: Verdict,
    reason: string,
  ): Promise<void> {
    const version = versions.get(id) ?? read
    const json =
      verdict === 'approve'
        ? ({ verdict: 'right', version } as const)
        : ({ verdict: 'wrong', version, reason } as const)
    const then = await answer(api.desk.stale[':id'].$post({ param: { id }, json }))
    versions.set(id, then.version)
  }

  /** Has something wait again that was judged. */
  async function takeBack(unit: Unit): Promise<void> {
    const param = { id: unit.id }
    const request = { param, json: { verdict: 'undo' } } as const
    switch (unit.kind) {
      case 'proposal':
        return done(api.desk.proposals[':id'].$post(request))
      case 'photo':
        return done(api.desk.photos[':id'].$post(request))
      case 'reply':
        return done(api.desk.replies[':id'].$post(request))
      case 'comment':
        return done(api.desk.comments[':id'].$post({ param, json: { at: unit.at, verdict: 'undo' } }))
      case 'report':
        return done(api.desk.reports[':id'].$post(request))
      case 'voice':
        return done(api.desk.held[':id'].$post(request))
      case 'stale': {
        const { version } = await answer(api.desk.stale[':id'].$post(request))
        versions.set(unit.id, version)
      }
    }
  }

  /** Does something about a unit; marks it with the verdict that stands then, or with what went wrong. */
  async function act(unit: Unit, then: Verdict | null, request: () => Promise<void>): Promise<boolean> {
    const { verdict } = standingOf(unit.id)
    standings.set(unit.id, { verdict, busy: true, failure: null })
    try {
      await request()
      standings.set(unit.id, { verdict: then, busy: false, failure: null })
      return true
    } catch (error) {
      standings.set(unit.id, { verdict, busy: false, failure: deskFailureOf(error) })
      return false
    }
  }

  /** Some requests at a time, until all are done, one fails, or somebody stops it. */
  async function each(units: readonly Unit[], one: (unit: Unit) => Promise<boolean>): Promise<Unit[]> {
    const queue = [...units]
    const stored: Unit[] = []
    stopped = false
    if (units.length > 1) progress.value = { done: 0, of: units.length }
    const work = async () => {
      for (let unit = queue.shift(); unit; unit = queue.shift()) {
        if (!(await one(unit))) stopped = true
        else {
          stored.push(unit)
          if (progress.value) progress.value = { done: stored.length, of: units.length }
        }
        if (stopped) return
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, units.length) }, work))
    progress.value = null
    return stored
  }

  /**
   * Judges what of an entry still waits, or only some of it.
   * @param reason why; what is approved needs none, but for a voice that is let in
   * @returns whether all of it was stored
   */
  async function judge(
    item: InboxItem,
    verdict: Verdict,
    reason: string,
    units: readonly Unit[] = item.units,
  ): Promise<boolean> {
    const due = units.filter(({ id }) => standingOf(id).verdict === null && !standingOf(id).busy)
    if (due.length === 0 || progress.value) return false
    const stored = await each(due, (unit) => act(unit, verdict, () => send(unit, verdict, reason)))
    if (stored.length > 0) last.value = { item, units: stored, verdict, undone: false }
    return stored.length === due.length
  }

  /**
   * Takes back what was done about an entry: it waits again.
   * @returns whether all of it was stored
   */
  async function undo(item: InboxItem, units: readonly Unit[] = item.units): Promise<boolean> {
    const due = units.filter(({ id }) => standingOf(id).verdict !== null && !standingOf(id).busy)
    if (due.length === 0 || progress.value) return false
    const verdict = standingOf(due[0]?.id ?? '').verdict ?? 'approve'
    const stored = await each(due, (unit) => act(unit, null, () => takeBack(unit)))
    if (stored.length > 0) last.value = { item, units: stored, verdict, undone: true }
    return stored.length === due.length
  }

  /** Ends an act on many where it is; what is stored by then stays stored. */
  function stop(): void {
    stopped = true
  }

  return {
    counts,
    lists,
    left,
    total,
    ready,
    loading,
    failure,
    last,
    progress,
    standingOf,
    load,
    judge,
    undo,
    stop,
  }
})
