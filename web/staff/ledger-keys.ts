/** How the keyboard goes through a grid (WAI-ARIA Authoring Practices, grid). */

export interface GridPlace {
  /** -1 is the row of the headers */
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** rows of a page */
  page: number
}

type Step = (place: GridPlace, size: GridSize, whole: boolean) => Partial<GridPlace>

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row }) => ({ row: row - 1 }),
  ArrowDown: ({ row }) => ({ row: row + 1 }),
  ArrowLeft: ({ column }) => ({ column: column - 1 }),
  ArrowRight: ({ column }) => ({ column: column + 1 }),
  PageUp: ({ row }, { page }) => ({ row: Math.max(0, row - page) }),
  PageDown: ({ row }, { page }) => ({ row: row + page }),
  Home: (_, __, whole) => ({ column: 0, ...(whole ? { row: 0 } : {}) }),
  End: (_, { rows, columns }, whole) => ({ column: columns - 1, ...(whole ? { row: rows - 1 } : {}) }),
}

/**
 * Where a key leads.
 * @returns null for a key that is none of the grid's
 */
export function gridStep(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  place: GridPlace,
  size: GridSize,
): GridPlace | null {
  const step = altKey ? undefined : steps[key]
  if (!step) return null
  const { row, column } = { ...place, ...step(place, size, ctrlKey || metaKey) }
  return {
    row: Math.min(Math.max(row, -1), size.rows - 1),
    column: Math.min(Math.max(column, 0), size.columns - 1),
  }
}
