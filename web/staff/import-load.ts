import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PartLoaded, Run, RunDetail } from '../../schema/contract/import.ts'
import { IMPORT_PART_ROWS } from '../../schema/contract/limits.ts'
import { type DeskFailure, deskFailureOf } from './desk-failure.ts'
import { useImport } from './import.ts'
import { dropDraft, type ImportDraft, keepDraft, keptDraft } from './import-draft.ts'
import { endRun, isBrokenOff, loadRows, openRun, readRun, readRuns, sentRow, undoRun } from './import-run.ts'

/** What the loading of a run has come to. */
export type LoadState = 'idle' | 'loading' | 'stopped' | 'done' | 'undoing' | 'undone'

/** Loading what was previewed, going on with it later, and taking runs back. */
export const useImportLoad = defineStore('import-load', () => {
  const preview = useImport()

  const state = shallowRef<LoadState>('idle')
  const draft = shallowRef<ImportDraft | null>(null)
  /** an import that was not finished, of whoever is at the desk */
  const unfinished = shallowRef<ImportDraft | null>(null)
  const done = shallowRef(0)
  const remaining = shallowRef<number | null>(null)
  const refused = shallowRef<readonly { row: number; reason: PartLoaded['refused'][number]['reason'] }[]>([])
  const detail = shallowRef<RunDetail | null>(null)
  const runs = shallowRef<readonly Run[] | null>(null)
  const failure = shallowRef<DeskFailure | null>(null)
  /** what was under way when it stopped */
  const stoppedIn = shallowRef<'loading' | 'undoing'>('loading')
  let breakOff = new AbortController()
  let who = ''

  const total = computed(() => draft.value?.rows.length ?? 0)
  const isBusy = computed(() => state.value === 'loading' || state.value === 'undoing')

  /** Fetches the runs, and looks for an import that was not finished. */
  async function look(handle: string): Promise<void> {
    // What somebody else was doing at this desk is nothing to the next one.
    if (who !== '' && who !== handle) clear()
    who = handle
    failure.value = null
    unfinished.value = await keptDraft(handle)
    try {
      runs.value = await readRuns()
    } catch (error) {
      failure.value = deskFailureOf(error)
    }
  }

  /** Loads every row that is neither refused nor left out. */
  async function begin(handle: string): Promise<void> {
    const { file, summary } = preview
    if (!file || !summary || isBusy.value) return
    const rows = preview.rows.flatMap((checked) => {
      const becomes = preview.stateOf(checked)
      return checked.row && becomes !== 'out' && becomes !== 'refused' ? [sentRow(checked.row)] : []
    })
    draft.value = {
      handle,
      key: crypto.randomUUID(),
      run: null,
      given: {
        file: file.name,
        sha256: file.sha256,
        ...preview.said,
        total: rows.length,
        leftOut: preview.leftOut.size,
      },
      rows,
    }
    refused.value = []
    detail.value = null
    preview.step = 'load'
    await load(0)
  }

  /** Goes on with the import that is under way or was not finished. */
  async function resume(): Promise<void> {
    if (isBusy.value) return
    draft.value ??= unfinished.value
    unfinished.value = null
    preview.step = 'load'
    const run = draft.value?.run
    if (!run) return load(0)
    await attempt('loading', async (signal) => {
      detail.value = await readRun(run)
      await loadFrom(detail.value.parts, signal)
    })
  }

  async function load(from: number): Promise<void> {
    await attempt('loading', (signal) => loadFrom(from, signal))
  }

  async function loadFrom(from: number, signal: AbortSignal): Promise<void> {
    const held = draft.value
    if (!held) return
    const run = held.run ?? (await openRun(held.given, held.key))
    if (!held.run) {
      draft.value = { ...held, run }
      await keepDraft(draft.value)
    }
    done.value = Math.min(from * IMPORT_PART_ROWS, held.rows.length)
    await loadRows(
      run,
      held.rows,
      from,
      (part, loaded) => {
        done.value = Math.min((part + 1) * IMPORT_PART_ROWS, held.rows.length)
        refused.value = [
          ...refused.value,
          ...loaded.refused.map(({ row, reason }) => ({ row: part * IMPORT_PART_ROWS + row, reason })),
        ]
      },
      signal,
    )
    await end(run, 'done')
  }

  async function end(run: string, how: 'done' | 'cancelled'): Promise<void> {
    await endRun(run, how)
    if (draft.value) await dropDraft(draft.value.handle)
    detail.value = await readRun(run)
    state.value = 'done'
  }

  /** Runs something long; where it is broken off or fails, what is in stays in. */
  async function attempt(
    what: 'loading' | 'undoing',
    act: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    state.value = what
    failure.value = null
    breakOff = new AbortController()
    const { signal } = breakOff
    try {
      await act(signal)
    } catch (error) {
      if (!isBrokenOff(error, signal)) failure.value = deskFailureOf(error)
      stoppedIn.value = what
      state.value = 'stopped'
    }
  }

  /** Breaks off between two parts. */
  function stop(): void {
    breakOff.abort(new DOMException('broken off', 'AbortError'))
  }

  /** Ends a run that was broken off; what is in stays in. */
  async function keep(): Promise<void> {
    const run = draft.value?.run
    if (run) await attempt('loading', () => end(run, 'cancelled'))
  }

  /** Takes a run back: this one, or one of the list. */
  async function undo(run: string): Promise<void> {
    if (isBusy.value) return
    remaining.value = null
    await attempt('undoing', async (signal) => {
      await undoRun(
        run,
        (left) => {
          remaining.value = left
        },
        signal,
      )
      detail.value = await readRun(run)
      if ((draft.value ?? unfinished.value)?.run === run) await dropDraft(who)
      state.value = 'undone'
    })
  }

  /** Shows a run of the list with what is to be said of it. */
  async function show(run: string): Promise<void> {
    failure.value = null
    try {
      detail.value = await readRun(run)
    } catch (error) {
      failure.value = deskFailureOf(error)
    }
  }

  /** Leaves the run and goes back to the list. */
  function leave(): void {
    clear()
    void look(who)
  }

  function clear(): void {
    stop()
    draft.value = null
    detail.value = null
    state.value = 'idle'
    refused.value = []
    failure.value = null
    preview.reset()
  }

  return {
    state,
    draft,
    unfinished,
    done,
    total,
    remaining,
    refused,
    detail,
    runs,
    failure,
    stoppedIn,
    isBusy,
    look,
    begin,
    resume,
    stop,
    keep,
    undo,
    show,
    leave,
  }
})
