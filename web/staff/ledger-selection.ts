import { computed, type Ref, shallowRef } from 'vue'
import type { LedgerLine } from '../../schema/contract/ledger.ts'

/**
 * Which outlets are selected. They stay so when filters change, so that one can gather them from several views.
 * @param shown the lines that show, in order
 * @param lines all that there are
 */
export function useLedgerSelection(
  shown: Readonly<Ref<readonly LedgerLine[]>>,
  lines: Readonly<Ref<readonly LedgerLine[]>>,
): {
  selected: Ref<ReadonlySet<string>>
  chosen: Ref<readonly LedgerLine[]>
  select: (id: string, range: boolean) => void
  selectAll: () => void
  clear: () => void
} {
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  /** where a range begins: what was selected last */
  let anchor: string | null = null

  /** Selects an outlet or lets go of it; with `range`, all from the last one to this. */
  function select(id: string, range: boolean): void {
    const next = new Set(selected.value)
    const places = range && anchor !== null ? placesOf(anchor, id) : null
    if (places) {
      for (const line of shown.value.slice(places[0], places[1] + 1)) next.add(line.id)
    } else if (!next.delete(id)) next.add(id)
    anchor = id
    selected.value = next
  }

  function placesOf(one: string, other: string): [number, number] | null {
    const from = shown.value.findIndex(({ id }) => id === one)
    const to = shown.value.findIndex(({ id }) => id === other)
    return from < 0 || to < 0 ? null : [Math.min(from, to), Math.max(from, to)]
  }

  /** Selects all that show; lets go of them when they all are. */
  function selectAll(): void {
    const ids = shown.value.map(({ id }) => id)
    const all = ids.every((id) => selected.value.has(id))
    const next = new Set(selected.value)
    for (const id of ids) {
      if (all) next.delete(id)
      else next.add(id)
    }
    selected.value = next
  }

  return {
    selected,
    chosen: computed(() => lines.value.filter(({ id }) => selected.value.has(id))),
    select,
    selectAll,
    clear: () => {
      selected.value = new Set()
      anchor = null
    },
  }
}
