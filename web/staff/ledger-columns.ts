import { type Ref, ref } from 'vue'
import type { LedgerSort } from '../../schema/rules/ledger.ts'
import type { EditableField } from './ledger-edits.ts'

/** A column of the table. */
export interface LedgerColumn {
  key: LedgerSort
  /** in rem */
  width: number
  /** the field that is edited in it */
  field: EditableField | null
}

export const ledgerColumns: readonly LedgerColumn[] = [
  { key: 'name', width: 14, field: 'name' },
  { key: 'type', width: 9, field: 'type' },
  { key: 'circle', width: 8, field: 'circle' },
  { key: 'address', width: 14, field: 'address' },
  { key: 'phone', width: 10, field: 'phone' },
  { key: 'hours', width: 16, field: 'hours' },
  { key: 'status', width: 7, field: 'status' },
  { key: 'credit', width: 6, field: 'credit' },
  { key: 'honest', width: 6, field: 'honest' },
  { key: 'chain', width: 6, field: 'chain' },
  { key: 'confirmed', width: 11, field: null },
  { key: 'holder', width: 10, field: null },
  { key: 'updated', width: 10, field: null },
]

/** Columns that show until somebody chooses. */
const atFirst: readonly LedgerSort[] = [
  'name',
  'type',
  'circle',
  'address',
  'phone',
  'hours',
  'status',
  'credit',
  'honest',
  'confirmed',
]
const storageKey = 'yikezhong-ledger-columns'

function remembered(): readonly LedgerSort[] {
  try {
    const kept = localStorage.getItem(storageKey)?.split(',')
    const known = ledgerColumns.filter(({ key }) => kept?.includes(key)).map(({ key }) => key)
    return kept && known.includes('name') ? known : atFirst
  } catch {
    return atFirst
  }
}

const chosen = ref<readonly LedgerSort[] | null>(null)

/** Which columns show, remembered in this browser. The name is always among them. */
export function useLedgerColumns(): {
  shown: Ref<readonly LedgerSort[] | null>
  columns: () => readonly LedgerColumn[]
  toggle: (key: LedgerSort) => void
} {
  chosen.value ??= remembered()
  return {
    shown: chosen,
    columns: () => ledgerColumns.filter(({ key }) => chosen.value?.includes(key)),
    toggle: (key) => {
      if (key === 'name') return
      const now = chosen.value ?? atFirst
      const next = ledgerColumns
        .map((column) => column.key)
        .filter((one) => (one === key ? !now.includes(one) : now.includes(one)))
      chosen.value = next
      try {
        localStorage.setItem(storageKey, next.join(','))
      } catch {
        // a browser that keeps nothing has the choice until the page is left
      }
    },
  }
}
