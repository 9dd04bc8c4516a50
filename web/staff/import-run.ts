import type {
  ComparedRow,
  ImportGiven,
  ImportRowInput,
  PartLoaded,
  Run,
  RunDetail,
} from '../../schema/contract/import.ts'
import { IMPORT_PART_ROWS } from '../../schema/contract/limits.ts'
import type { OutletImportRow } from '../../schema/contract/outlet-import.ts'
import { ApiFailure, answer, api, done } from '../shell/api.ts'

/** The calls of importing at the desk. Each throws ApiFailure when the worker refused or the network failed. */

type Said = Pick<ImportGiven, 'source' | 'carries'>

/** A row as it is sent. */
export function sentRow(row: OutletImportRow): ImportRowInput {
  const { id, source, confirmedAt, confirmedBy, closures, prices, pricesAt, stops, position, ...given } = row
  return { ...given, position: [position[0], position[1]] }
}

const parts = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / IMPORT_PART_ROWS) }, (_, part) =>
    rows.slice(part * IMPORT_PART_ROWS, (part + 1) * IMPORT_PART_ROWS),
  )

/**
 * What rows would change, part by part.
 * @param onPart is given the answers to the rows from `from` on
 * @param signal breaks off between two parts and within one
 */
export async function compareRows(
  said: Said,
  rows: readonly ImportRowInput[],
  onPart: (from: number, compared: readonly ComparedRow[]) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const [number, part] of parts(rows).entries()) {
    signal.throwIfAborted()
    const { rows: compared } = await answer(
      api.desk.imports.comparison.$post({ json: { ...said, rows: part } }, { init: { signal } }),
    )
    onPart(number * IMPORT_PART_ROWS, compared)
  }
}

/** Opens a run; with the same key it is the same run. */
export async function openRun(given: ImportGiven, key: string): Promise<string> {
  const { id } = await answer(
    api.desk.imports.$post({ json: given }, { headers: { 'Idempotency-Key': key } }),
  )
  return id
}

/**
 * Loads the rows of a run from a part on, once each.
 * @param onPart is given the number of rows that are in by now, and what the part was answered
 * @param signal breaks off between two parts: one that is on its way arrives
 */
export async function loadRows(
  id: string,
  rows: readonly ImportRowInput[],
  from: number,
  onPart: (part: number, loaded: PartLoaded) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (const [number, part] of parts(rows).entries()) {
    if (number < from) continue
    signal.throwIfAborted()
    const loaded = await answer(
      api.desk.imports[':id'].parts[':part'].$put({
        param: { id, part: String(number) },
        json: { rows: part },
      }),
    )
    await onPart(number, loaded)
  }
}

/** Says that a run is over. */
export function endRun(id: string, state: 'done' | 'cancelled'): Promise<void> {
  return done(api.desk.imports[':id'].end.$post({ param: { id }, json: { state } }))
}

/**
 * Takes a run back to the end.
 * @param onStep is given how many outlets are still to be looked at
 */
export async function undoRun(
  id: string,
  onStep: (remaining: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const { remaining } = await answer(api.desk.imports[':id'].undo.$post({ param: { id } }))
    onStep(remaining)
    if (remaining === 0) return
  }
}

const fresh = { init: { cache: 'no-store' } } as const

/** The last runs in one's area, the latest first. */
export async function readRuns(): Promise<readonly Run[]> {
  return (await answer(api.desk.imports.$get({}, fresh))).runs
}

/** A run with what is to be said of its outlets. */
export function readRun(id: string): Promise<RunDetail> {
  return answer(api.desk.imports[':id'].$get({ param: { id } }, fresh))
}

/** Whether an error only says that somebody broke off. */
export function isBrokenOff(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && (error === signal.reason || error instanceof ApiFailure)
}
