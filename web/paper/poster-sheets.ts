import { type Poster, type PosterSize, posterSizes } from './poster.ts'

/** A sheet of A4 lies as its posters divide it without rest: A5 side by side, A6 two by two. */
export const sheetsOf = {
  a5: { width: 297, height: 210 },
  a6: { width: 210, height: 297 },
} as const satisfies Record<PosterSize, { width: number; height: number }>

/** How many posters of a size lie on a sheet of A4. */
export function perSheet(size: PosterSize): number {
  const { width, height } = sheetsOf[size]
  const poster = posterSizes[size]
  return Math.floor(width / poster.width) * Math.floor(height / poster.height)
}

/** How many sheets so many posters take. */
export function sheetCount(posters: number, size: PosterSize): number {
  return Math.ceil(posters / perSheet(size))
}

/** Posters as they come on sheets, in their order. */
export function sheetsFor(posters: readonly Poster[], size: PosterSize): Poster[][] {
  const many = perSheet(size)
  return Array.from({ length: sheetCount(posters.length, size) }, (_, at) =>
    posters.slice(at * many, (at + 1) * many),
  )
}

/** Millimetres of a cut mark: what printers leave white at the edge is less than half of it. */
const MARK = 8

/**
 * Where to cut a sheet, as a path in its millimetres: marks at the edges and a cross in the middle, in nobody's poster, because
 * these have margins.
 */
export function cutMarks(size: PosterSize): string {
  const { width, height } = sheetsOf[size]
  const [x, y] = [width / 2, height / 2]
  const across = `M${x} 0v${MARK}M${x} ${height}v-${MARK}`
  if (size === 'a5') return across
  const cross = MARK / 2
  return `${across}M0 ${y}h${MARK}M${width} ${y}h-${MARK}M${x - cross} ${y}h${MARK}M${x} ${y - cross}v${MARK}`
}
