import { encode } from 'uqr'

/** Light modules around a code, without which cameras do not find it (ISO/IEC 18004, 5.3.8). */
const QUIET = 4

/** A QR code as one path, a unit a module; the quiet zone is part of the size. */
export interface QrPath {
  /** modules along a side */
  size: number
  /** of the dark modules */
  path: string
}

/**
 * Draws a text as a QR code.
 * @param ecc what may be lost: M for a screen and a letter (15 %), Q for what hangs outside (25 %)
 */
export function qrPath(text: string, ecc: 'M' | 'Q'): QrPath {
  const { data, size } = encode(text, { ecc, border: QUIET })
  // those side by side in one stroke
  const path = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return { size, path: path.join('') }
}

function runsOf(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    if (!dark) return
    const last = runs.at(-1)
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
