import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CreditGrade, OutletStatus } from '../../schema/catalog/marks.ts'
import type { BulkAct, BulkEdit, BulkOutcome, LedgerLine } from '../../schema/contract/ledger.ts'
import { LEDGER_BULK_MAX } from '../../schema/contract/limits.ts'
import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'
import { edited, falls } from '../../schema/rules/standing.ts'
import { answer, api } from '../shell/api.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'
import { useLedger } from './ledger.ts'

/** What is to be done to many outlets. */
export type BulkPlan =
  | { kind: 'confirm' }
  | { kind: 'credit'; value: CreditGrade | null }
  | { kind: 'honest'; value: boolean }
  | { kind: 'status'; value: OutletStatus }
  | { kind: 'circle'; value: string | null }

/** What it would change. */
export interface BulkPreview {
  /** outlets of which it changes something */
  changing: readonly LedgerLine[]
  /** of those, the ones that stand worse afterwards */
  falling: number
}

/** An outlet to which it was not done. */
export interface BulkFailure {
  id: string
  name: string
  why: Exclude<BulkOutcome, 'done' | 'same'> | DeskFailure
}

/** What was done to an outlet, for taking it back. */
interface Done {
  id: string
  before: BulkEdit
}

/** A bounded number of outlets, as they are sent. */
interface Part {
  lines: readonly LedgerLine[]
  act: BulkAct
  /** what it sets of each of them; null where that differs, or nothing is set */
  edit: BulkEdit | null
  /** the same when it is sent again, because nobody knows of a lost answer what it would have told */
  key: string
}

const editOf = (plan: Exclude<BulkPlan, { kind: 'confirm' }>): BulkEdit => ({ [plan.kind]: plan.value })

/** What a plan would change of some outlets, today. */
export function previewOf(plan: BulkPlan, lines: readonly LedgerLine[], now: number): BulkPreview {
  if (plan.kind === 'confirm') {
    const today = isoOf(dayOf(now))
    const changing = lines.filter((one) => one.confirmedAt !== today || one.confirmedBy !== 'staff')
    return { changing, falling: 0 }
  }
  const changing = lines.filter(({ fields }) => fields[plan.kind] !== plan.value)
  const fallen = changing.filter(({ fields }) => falls(fields, edited(fields, editOf(plan))))
  return { changing, falling: fallen.length }
}

function actOf(plan: BulkPlan, lines: readonly LedgerLine[], reason: string | null): BulkAct {
  if (plan.kind === 'confirm') return { act: 'confirm', rows: lines.map(({ id }) => ({ id })) }
  const edit = editOf(plan)
  return { act: 'set', rows: lines.map(({ id, version }) => ({ id, version, edit })), reason }
}

function partsOf(
  lines: readonly LedgerLine[],
  act: (part: readonly LedgerLine[]) => BulkAct,
  edit: BulkEdit | null,
): Part[] {
  return Array.from({ length: Math.ceil(lines.length / LEDGER_BULK_MAX) }, (_, number) => {
    const part = lines.slice(number * LEDGER_BULK_MAX, (number + 1) * LEDGER_BULK_MAX)
    return { lines: part, act: act(part), edit, key: crypto.randomUUID() }
  })
}

/** What an act has set of a line. */
function withEdit(line: LedgerLine, edit: BulkEdit): LedgerLine {
  return { ...line, fields: edited(line.fields, edit) }
}

/**
 * Acts on many outlets, a bounded number at a time: each such part is stored whole or not at all, and between them one
 * can stop. What was done can be taken back as a whole.
 */
export const useLedgerBulk = defineStore('ledger-bulk', () => {
  const ledger = useLedger()
  const state = ref<'idle' | 'running' | 'finished' | 'stopped'>('idle')
  const total = ref(0)
  const done = shallowRef<readonly Done[]>([])
  const same = ref(0)
  const failed = shallowRef<readonly BulkFailure[]>([])
  /** what is running, or was: for trying again and for taking back */
  const plan = shallowRef<BulkPlan | null>(null)
  const undoing = ref(false)
  /** what has not been answered: the first of it may have been sent */
  const queue = shallowRef<readonly Part[]>([])
  let reason: string | null = null

  const handled = computed(() => done.value.length + same.value + failed.value.length)
  /** whether there is something to try again, or to go on with */
  const unfinished = computed(() => queue.value.length > 0 || (failed.value.length > 0 && !undoing.value))

  function reset(): void {
    state.value = 'idle'
    total.value = 0
    done.value = []
    same.value = 0
    failed.value = []
    plan.value = null
    undoing.value = false
    queue.value = []
  }

  function stop(): void {
    if (state.value === 'running') state.value = 'stopped'
  }

  /** Does it to some outlets. */
  async function run(wanted: BulkPlan, lines: readonly LedgerLine[], why: string | null): Promise<void> {
    reset()
    plan.value = wanted
    reason = why
    await go(partsFor(wanted, lines))
  }

  const partsFor = (wanted: BulkPlan, lines: readonly LedgerLine[]) =>
    partsOf(lines, (part) => actOf(wanted, part, reason), wanted.kind === 'confirm' ? null : editOf(wanted))

  /** Sends what is left, and more. */
  async function go(more: readonly Part[]): Promise<void> {
    queue.value = [...queue.value, ...more]
    total.value = queue.value.reduce((sum, { lines }) => sum + lines.length, handled.value)
    state.value = 'running'
    for (let part = queue.value[0]; part && state.value === 'running'; part = queue.value[0]) {
      await sendPart(part)
    }
    if (state.value === 'running') state.value = 'finished'
  }

  async function sendPart(sent: Part): Promise<void> {
    const { lines: part, act, edit, key } = sent
    try {
      const headers = { 'Idempotency-Key': key }
      const { rows } = await answer(api.desk.outlets.bulk.$post({ json: act }, { headers }))
      const told = new Map(rows.map((row) => [row.id, row]))
      const changed: LedgerLine[] = []
      const news: Done[] = []
      const failures: BulkFailure[] = []
      for (const line of part) {
        const row = told.get(line.id)
        const outcome = row?.outcome ?? 'not_found'
        if (row && outcome === 'done') {
          const { version, confirmedAt, confirmedBy } = row
          const own = act.act === 'set' ? act.rows.find(({ id }) => id === line.id)?.edit : null
          const next = withEdit(ledger.lineOf(line.id) ?? line, own ?? edit ?? {})
          changed.push({ ...next, version: version ?? line.version, confirmedAt, confirmedBy })
          news.push({ id: line.id, before: beforeOf(line, edit) })
        } else if (outcome === 'same') same.value += 1
        else if (outcome !== 'done') failures.push({ id: line.id, name: line.fields.name, why: outcome })
      }
      ledger.put(changed)
      queue.value = queue.value.filter((one) => one !== sent)
      done.value = [...done.value, ...news]
      failed.value = [...failed.value, ...failures]
    } catch (error) {
      const why = deskFailureOf(error)
      failed.value = [...failed.value, ...part.map(({ id, fields: { name } }) => ({ id, name, why }))]
      // What ails one part ails the next: the person looks first.
      state.value = 'stopped'
    }
  }

  /**
   * Goes on: what has not been answered is sent as it was, and those to which it was not done are tried again as they
   * are now.
   */
  async function retry(): Promise<void> {
    const wanted = plan.value
    if (!wanted || !unfinished.value || state.value === 'running') return
    const again = failed.value
    const unanswered = new Set(queue.value.flatMap(({ lines }) => lines.map(({ id }) => id)))
    const told = again.filter(({ id }) => !unanswered.has(id))
    state.value = 'running'
    failed.value = undoing.value ? told : []
    try {
      await go(undoing.value ? [] : partsFor(wanted, await linesOf(told)))
    } catch (error) {
      const why = deskFailureOf(error)
      failed.value = again.map((one) => ({ ...one, why }))
      state.value = 'stopped'
    }
  }

  /** Outlets to which it was not done, as they are now. */
  async function linesOf(failures: readonly BulkFailure[]): Promise<LedgerLine[]> {
    const lines: LedgerLine[] = []
    for (const { id, why } of failures) {
      const line = why === 'changed_meanwhile' ? await ledger.read(id) : ledger.lineOf(id)
      if (line) lines.push(line)
    }
    return lines
  }

  /** Takes back what was done. Outlets that somebody has changed since stay, and are told of. */
  async function undo(words: string): Promise<void> {
    const wanted = plan.value
    const back = done.value
    if (!wanted || back.length === 0) return
    const before = new Map(back.map((one) => [one.id, one.before]))
    const lines = back.flatMap(({ id }) => ledger.lineOf(id) ?? [])
    reset()
    plan.value = wanted
    undoing.value = true
    const parts = partsOf(
      lines,
      (part) =>
        wanted.kind === 'confirm'
          ? { act: 'unconfirm', rows: part.map(({ id }) => ({ id })) }
          : {
              act: 'set',
              rows: part.map(({ id, version }) => ({ id, version, edit: before.get(id) ?? {} })),
              // Going back may be a fall, too.
              reason: words,
            },
      null,
    )
    await go(parts)
  }

  return {
    state,
    total,
    handled,
    done,
    same,
    failed,
    plan,
    undoing,
    unfinished,
    run,
    stop,
    retry,
    undo,
    reset,
  }
})

function beforeOf({ fields }: LedgerLine, edit: BulkEdit | null): BulkEdit {
  if (!edit) return {}
  return {
    ...(edit.circle === undefined ? {} : { circle: fields.circle }),
    ...(edit.credit === undefined ? {} : { credit: fields.credit }),
    ...(edit.honest === undefined ? {} : { honest: fields.honest }),
    ...(edit.status === undefined ? {} : { status: fields.status }),
  }
}
