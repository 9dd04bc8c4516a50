import type { OutletClass } from '../../schema/catalog/outlet-types.ts'

/** The outline that tells an outlet's class, on 40 × 40; the same in the list and on the map. */
export const classShapes: Record<OutletClass, string> = {
  basic: 'M20 1.5a18.5 18.5 0 1 1 0 37 18.5 18.5 0 0 1 0-37z',
  quality: 'M11 2h18a9 9 0 0 1 9 9v18a9 9 0 0 1-9 9H11a9 9 0 0 1-9-9V11a9 9 0 0 1 9-9z',
  public:
    'M14 2h12a4 4 0 0 1 2.8 1.2l8 8A4 4 0 0 1 38 14v12a4 4 0 0 1-1.2 2.8l-8 8A4 4 0 0 1 26 38H14a4 4 0 0 1-2.8-1.2l-8-8A4 4 0 0 1 2 26V14a4 4 0 0 1 1.2-2.8l8-8A4 4 0 0 1 14 2z',
  mobile:
    'M17 1.8a4.2 4.2 0 0 1 6 0L38.2 17a4.2 4.2 0 0 1 0 6L23 38.2a4.2 4.2 0 0 1-6 0L1.8 23a4.2 4.2 0 0 1 0-6z',
}

/** How a glyph is filled: open (full), soon (full with a gold dot), closed (hollow), unknown (dashed). */
export type GlyphState = 'open' | 'soon' | 'closed' | 'unknown'
