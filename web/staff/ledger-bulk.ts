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
  let reason: string | null = null

  const handled = computed(() => done.value.length + same.value + failed.value.length)

  function reset(): void {
    state.value = 'idle'
    total.value = 0
    done.value = []
    same.value = 0
    failed.value = []
    plan.value = null
    undoing.value = false
  }

  function stop(): void {
    if (state.value === 'running') state.value = 'stopped'
  }

  /** Does it to some outlets. */
  async function run(wanted: BulkPlan, lines: readonly LedgerLine[], why: string | null): Promise<void> {
    reset()
    plan.value = wanted
    reason = why
    await go(lines, (part) => actOf(wanted, part, why), wanted.kind === 'confirm' ? null : editOf(wanted))
  }

  async function go(
    lines: readonly LedgerLine[],
    act: (part: readonly LedgerLine[]) => BulkAct,
    edit: BulkEdit | null,
  ): Promise<void> {
    total.value = handled.value + lines.length
    state.value = 'running'
    for (let at = 0; at < lines.length && state.value === 'running'; at += LEDGER_BULK_MAX) {
      const part = lines.slice(at, at + LEDGER_BULK_MAX)
      await sendPart(part, act(part), edit)
    }
    if (state.value === 'running') state.value = 'finished'
  }

  async function sendPart(part: readonly LedgerLine[], act: BulkAct, edit: BulkEdit | null): Promise<void> {
    try {
      const headers = { 'Idempotency-Key': crypto.randomUUID() }
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
      done.value = [...done.value, ...news]
      failed.value = [...failed.value, ...failures]
    } catch (error) {
      const why = deskFailureOf(error)
      failed.value = [...failed.value, ...part.map(({ id, fields: { name } }) => ({ id, name, why }))]
      // What ails one part ails the next: the person looks first.
      state.value = 'stopped'
    }
  }

  /** Tries those again to which it was not done, as they are now. */
  async function retry(): Promise<void> {
    const wanted = plan.value
    if (!wanted || undoing.value) return
    const again = failed.value
    failed.value = []
    state.value = 'running'
    const lines: LedgerLine[] = []
    try {
      for (const { id, why } of again) {
        const line = why === 'changed_meanwhile' ? await ledger.read(id) : ledger.lineOf(id)
        if (line) lines.push(line)
      }
    } catch (error) {
      const why = deskFailureOf(error)
      failed.value = again.map((one) => ({ ...one, why }))
      state.value = 'stopped'
      return
    }
    await go(lines, (part) => actOf(wanted, part, reason), wanted.kind === 'confirm' ? null : editOf(wanted))
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
    await go(
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
  }

  return { state, total, handled, done, same, failed, plan, undoing, run, stop, retry, undo, reset }
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
