/** The sheets that booklets are printed on, and how large the print is. */

export const papers = ['a4', 'a5'] as const
export type Paper = (typeof papers)[number]

/** 大字 and 特大. */
export const prints = ['large', 'extra'] as const
export type Print = (typeof prints)[number]

/** Millimetres of a sheet and of its margins; the same as `@page` in `booklet.css`. */
export interface SheetSize {
  width: number
  height: number
  top: number
  side: number
  bottom: number
}

export const sheetSizes: Record<Paper, SheetSize> = {
  a4: { width: 210, height: 297, top: 16, side: 15, bottom: 18 },
  a5: { width: 148, height: 210, top: 11, side: 11, bottom: 14 },
}

/** Points of the body text. Large print begins at 16 points on a sheet that lies on the table, 14 on one held in the hand. */
export const bodyPoints: Record<Paper, Record<Print, number>> = {
  a4: { large: 16, extra: 20 },
  a5: { large: 14, extra: 17 },
}

const POINT = 25.4 / 72

/** Lines of body text for the title of a map and its key, and how many characters it takes to explain it. */
const KEY = { lines: 6.5, characters: 150 }

/**
 * The room that a map has on a sheet, below its title and above what explains it, and how large its numbers are.
 * @returns millimetres
 */
export function mapSize(paper: Paper, print: Print) {
  const { width, height, top, side, bottom } = sheetSizes[paper]
  const body = bodyPoints[paper][print] * POINT
  const across = width - 2 * side
  const lines = KEY.lines + KEY.characters / (across / body)
  return {
    width: across,
    height: Math.floor(height - top - bottom - lines * body),
    number: body * 0.8,
    name: body * 0.74,
  }
}
