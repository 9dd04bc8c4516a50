import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { takenBack } from '../../schema/catalog/desk-reasons.ts'
import type { CommentWaiting, HeldVoice, Inbox } from '../../schema/contract/desk.ts'
import type { Proposal } from '../../schema/contract/listing.ts'
import type { ReportListed } from '../../schema/contract/report.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'
import { deskFailureOf } from './desk-failure.ts'
import {
  comesBack,
  commentItem,
  heldItems,
  type InboxItem,
  type InboxList,
  inboxLists,
  itemStanding,
  proposalItem,
  reportItem,
  type Standing,
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
  const held = shallowRef<readonly HeldVoice[] | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loading = ref(false)
  const standings = shallowReactive(new Map<string, Standing>())
  const last = shallowRef<LastAct | null>(null)
  /** how far an act on many has come; null when there is none */
  const progress = shallowRef<{ done: number; of: number } | null>(null)
  let stopped = false

  const lists = computed(
    (): Record<InboxList, readonly InboxItem[]> => ({
      proposals: (proposals.value ?? []).map(proposalItem),
      comments: (comments.value ?? []).map(commentItem),
      reports: (reports.value ?? []).map(reportItem),
      held: heldItems(held.value ?? []),
    }),
  )
  const ready = computed(() => [proposals, comments, reports, held].every((list) => list.value !== null))

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
      comments: (counts.value?.comments ?? 0) - doneIn('comments'),
      reports: (counts.value?.reports ?? 0) - doneIn('reports'),
      held: (counts.value?.held ?? 0) - doneIn('held'),
    }
  })
  const total = computed(() => inboxLists.reduce((sum, list) => sum + left.value[list], 0))

  /** Fetches everything, anew; what was done is gone from the lists then. */
  async function load(): Promise<void> {
    loading.value = true
    failure.value = null
    try {
      const [waits, changes, words, wrongs, voices] = await Promise.all([
        answer(api.desk.inbox.$get({}, fresh)),
        answer(api.desk.proposals.$get({}, fresh)),
        answer(api.desk.comments.$get({}, fresh)),
        answer(api.desk.reports.$get({}, fresh)),
        answer(api.desk.held.$get({}, fresh)),
      ])
      standings.clear()
      last.value = null
      counts.value = waits
      proposals.value = changes.proposals
      comments.value = words.comments
      reports.value = wrongs.reports
      held.value = voices.held
    } catch (error) {
      failure.value = error instanceof ApiFailure ? error : new ApiFailure('problem', null)
    } finally {
      loading.value = false
    }
  }

  function send(unit: Unit, verdict: Verdict, reason: string): Promise<void> {
    const param = { id: unit.id }
    switch (unit.kind) {
      case 'proposal':
        return done(
          api.desk.proposals[':id'].$post({
            param,
            json: verdict === 'approve' ? { verdict } : { verdict, reason },
          }),
        )
      case 'comment':
        return done(api.desk.comments[':id'].$post({ param, json: { at: unit.at, verdict } }))
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
    }
  }

  /** Has a change or a report wait again. */
  function takeBack({ kind, id }: Unit): Promise<void> {
    const request = { param: { id }, json: { verdict: 'undo' } } as const
    return done(
      kind === 'report' ? api.desk.reports[':id'].$post(request) : api.desk.proposals[':id'].$post(request),
    )
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
   * @param reason why; a comment that is published and a change that is made need none
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
   * Undoes what was done about an entry: a change or a report waits again; of a comment or a voice the opposite holds from then on,
   * because the worker has seen it judged.
   */
  async function undo(item: InboxItem, units: readonly Unit[] = item.units): Promise<boolean> {
    const due = units.filter(({ id }) => standingOf(id).verdict !== null && !standingOf(id).busy)
    if (due.length === 0 || progress.value) return false
    const stored = await each(due, (unit) => {
      if (comesBack(unit)) return act(unit, null, () => takeBack(unit))
      const opposite = standingOf(unit.id).verdict === 'approve' ? 'refuse' : 'approve'
      return act(unit, opposite, () => send(unit, opposite, takenBack.name))
    })
    const [first] = stored
    if (first) {
      const verdict = standingOf(first.id).verdict ?? 'approve'
      last.value = { item, units: stored, verdict, undone: true }
    }
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
