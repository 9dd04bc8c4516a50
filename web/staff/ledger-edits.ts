import { defineStore } from 'pinia'
import * as v from 'valibot'
import { shallowReactive, shallowRef } from 'vue'
import { openFields } from '../../schema/catalog/listing-fields.ts'
import type { LedgerLine } from '../../schema/contract/ledger.ts'
import { type ListingEdit, ListingFields } from '../../schema/contract/listing.ts'
import { readHours } from '../../schema/import/hours.ts'
import { dayOf, isoOf } from '../../schema/rules/hours/days.ts'
import { ApiFailure, answer, api } from '../shell/api.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'
import { useLedger } from './ledger.ts'

/** Fields that are edited in place, and the position, which is set on a map. */
export const editableFields = [
  'name',
  'type',
  'circle',
  'address',
  'phone',
  'hours',
  'chain',
  'credit',
  'honest',
  'status',
  'position',
] as const
export type EditableField = (typeof editableFields)[number]
export type FieldValue = LedgerLine['fields'][EditableField]

/** How saving a field stands, with what was entered; nothing is kept of one that is saved. */
export type CellStanding = { value: FieldValue } & (
  | { kind: 'saving' }
  | { kind: 'failed'; failure: DeskFailure }
  /** somebody else has set it meanwhile */
  | { kind: 'conflict'; theirs: FieldValue }
)

/** An edit that can be taken back. */
export interface DoneEdit {
  id: string
  name: string
  field: EditableField
  before: FieldValue
}

/** How often an edit is sent again when others have changed something else of the outlet. */
const REBASES = 3

const keyOf = (id: string, field: EditableField) => `${id} ${field}`
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * What is typed, as a field has it.
 * @returns undefined when it cannot be; Chinese words for hours become the expression that they say
 */
export function readField(field: EditableField, typed: FieldValue): FieldValue | undefined {
  const empty = typeof typed === 'string' && typed.trim() === '' ? null : typed
  if (field === 'hours' && typeof empty === 'string') {
    const read = readHours(empty.trim(), 'ledger')
    return read.ok ? read.expression : undefined
  }
  const shape: v.GenericSchema<unknown, FieldValue> = ListingFields.entries[field]
  const read = v.safeParse(shape, empty)
  return read.success ? read.output : undefined
}

/** An edit of one field. */
export function editOf(field: EditableField, value: FieldValue): v.InferInput<typeof ListingEdit> | null {
  const read = v.safeParse(v.partial(ListingFields), { [field]: value })
  if (!read.success) return null
  const { position, ...others } = read.output
  return position ? { ...others, position: [position[0], position[1]] } : others
}

/** A line with one field set, as the worker sets it. */
function withField(line: LedgerLine, field: EditableField, value: FieldValue, version: string): LedgerLine {
  const told = openFields.some((one) => one === field)
  return {
    ...line,
    version,
    fields: { ...line.fields, [field]: value, ...(field === 'hours' ? { hoursText: null } : {}) },
    ...(told ? { confirmedAt: isoOf(dayOf(Date.now())), confirmedBy: 'staff' } : {}),
  }
}

/** Edits of the ledger: sent one after the other for each outlet, kept when they do not arrive. */
export const useLedgerEdits = defineStore('ledger-edits', () => {
  const ledger = useLedger()
  const cells = shallowReactive(new Map<string, CellStanding>())
  const last = shallowRef<DoneEdit | null>(null)
  /** of each outlet, what is on its way: two edits at once would stand in each other's way */
  const queues = new Map<string, Promise<unknown>>()

  const standing = (id: string, field: EditableField) => cells.get(keyOf(id, field)) ?? null

  /** Forgets what was entered and is not saved. */
  function drop(id: string, field: EditableField): void {
    cells.delete(keyOf(id, field))
  }

  /**
   * Saves a field. What does not arrive is kept with the reason.
   * @returns whether it is stored
   */
  async function save(id: string, field: EditableField, value: FieldValue): Promise<boolean> {
    const line = ledger.lineOf(id)
    if (!line) return false
    const base = line.fields[field]
    if (isSame(base, value)) {
      drop(id, field)
      return true
    }
    cells.set(keyOf(id, field), { kind: 'saving', value })
    const turn = (queues.get(id) ?? Promise.resolve()).then(() => send(id, field, base, value))
    queues.set(id, turn)
    const stored = await turn
    if (stored) last.value = { id, name: line.fields.name, field, before: base }
    return stored
  }

  async function send(
    id: string,
    field: EditableField,
    base: FieldValue,
    value: FieldValue,
  ): Promise<boolean> {
    const key = crypto.randomUUID()
    try {
      for (let turn = 0; turn < REBASES; turn += 1) {
        const line = ledger.lineOf(id)
        if (!line) break
        const version = await patch(line, field, value, `${key}-${turn}`)
        if (version !== null) {
          ledger.put([withField(ledger.lineOf(id) ?? line, field, value, version)])
          drop(id, field)
          return true
        }
        const now = await ledger.read(id)
        if (!now) return fail(id, field, value, 'not_found')
        const theirs = now.fields[field]
        if (!isSame(theirs, base)) {
          if (isSame(theirs, value)) drop(id, field)
          else cells.set(keyOf(id, field), { kind: 'conflict', value, theirs })
          return false
        }
      }
      return fail(id, field, value, 'changed_meanwhile')
    } catch (error) {
      return fail(id, field, value, deskFailureOf(error))
    }
  }

  function fail(id: string, field: EditableField, value: FieldValue, failure: DeskFailure): false {
    cells.set(keyOf(id, field), { kind: 'failed', value, failure })
    return false
  }

  /** Chooses between both values of a conflict. */
  async function resolve(id: string, field: EditableField, keep: 'mine' | 'theirs'): Promise<void> {
    const found = standing(id, field)
    if (found?.kind !== 'conflict') return
    if (keep === 'theirs') drop(id, field)
    else await save(id, field, found.value)
  }

  /** Takes the last edit back. */
  async function undo(): Promise<boolean> {
    const done = last.value
    if (!done) return false
    last.value = null
    const stored = await save(done.id, done.field, done.before)
    last.value = stored ? null : done
    return stored
  }

  return { cells, last, standing, drop, save, resolve, undo }
})

/**
 * Sends an edit.
 * @returns the version that it made; null when the outlet has changed meanwhile
 * @throws ApiFailure for every other reason
 */
async function patch(
  { id, version }: LedgerLine,
  field: EditableField,
  value: FieldValue,
  key: string,
): Promise<string | null> {
  const edit = editOf(field, value)
  if (!edit) throw new ApiFailure('problem', null)
  try {
    const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': key }
    const call = api.listings[':id'].$patch({ param: { id }, json: edit }, { headers })
    return (await answer(call)).version
  } catch (error) {
    if (error instanceof ApiFailure && error.problem?.code === 'changed_meanwhile') return null
    throw error
  }
}
