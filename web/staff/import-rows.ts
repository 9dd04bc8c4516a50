import { computed } from 'vue'
import type { ComparedRow } from '../../schema/contract/import.ts'
import type { Duplicate } from '../../schema/import/duplicates.ts'
import type { CheckedRow } from '../../schema/import/session.ts'
import type { NoteCode } from '../../schema/import/types.ts'
import { type RowState, useImport } from './import.ts'

/** Which rows are shown. */
export const rowFilters = ['all', 'problems', 'new', 'changed', 'same', 'refused', 'out'] as const
export type RowFilter = (typeof rowFilters)[number]

/** Notes that only tell how something was written more plainly; the others are worth a look. */
const tidied: ReadonlySet<NoteCode> = new Set(['name_cleaned', 'phone_normalised', 'hours_read', 'same_row'])

/** A row with everything that is to be said of it. */
export interface PreviewRow {
  checked: CheckedRow
  state: RowState
  compared: ComparedRow | null
  duplicate: Duplicate | null
}

/** The rows of the preview, and how many there are of each kind. */
export function usePreviewRows() {
  const store = useImport()

  /** Outlets that some row of the file is about: a row is no duplicate of its own outlet. */
  const ownOutlets = computed(
    () => new Set([...store.compared.values()].flatMap(({ outlet }) => outlet ?? [])),
  )
  const duplicates = computed(
    () =>
      new Map(
        store.summary?.duplicates
          .filter(({ other }) => !ownOutlets.value.has(other))
          .map((duplicate) => [duplicate.at, duplicate]),
      ),
  )

  const rows = computed((): PreviewRow[] => {
    const [{ compared, stateOf }, twins] = [store, duplicates.value]
    return store.rows.map((checked) => ({
      checked,
      state: stateOf(checked),
      compared: compared.get(checked.place) ?? null,
      duplicate: twins.get(checked.at) ?? null,
    }))
  })

  function shows(filter: RowFilter, { checked, state, compared, duplicate }: PreviewRow): boolean {
    if (filter === 'all') return true
    if (filter !== 'problems') return state === filter
    return (
      state === 'refused' ||
      duplicate !== null ||
      (compared !== null && compared.kept.length + compared.overruled.length > 0) ||
      checked.notes.some(({ code }) => !tidied.has(code))
    )
  }

  const counts = computed(() => {
    const found = new Map<RowFilter, number>(rowFilters.map((filter) => [filter, 0]))
    for (const row of rows.value) {
      for (const filter of rowFilters) if (shows(filter, row)) found.set(filter, (found.get(filter) ?? 0) + 1)
    }
    return found
  })

  return {
    rows,
    counts,
    shown: (filter: RowFilter) => rows.value.filter((row) => shows(filter, row)),
    /** places of rows that are refused and not left out */
    refused: computed(() =>
      rows.value.filter(({ state }) => state === 'refused').map(({ checked }) => checked.place),
    ),
    uncompared: computed(() => rows.value.filter(({ state }) => state === 'unknown').length),
    /** rows that would be loaded */
    loadable: computed(
      () =>
        rows.value.filter(({ checked, state }) => checked.row && state !== 'out' && state !== 'refused')
          .length,
    ),
  }
}
