/** A face in which something is set, by its generic family. */
export type Face = 'song' | 'sans' | 'mono'

/**
 * How wide a text is.
 * @returns as a multiple of its size
 */
export type TextWidth = (text: string, face: Face, bold: boolean) => number

/** Where a text may go: so wide, so high, and of what size it is at most and at least. All in the unit of the drawing. */
export interface Box {
  width: number
  height: number
  most: number
  least: number
}

/** A text set in lines that fit their box. */
export interface Lines {
  size: number
  lines: readonly string[]
}

/** From the foot of one line to the foot of the next, as a multiple of the size. */
export const LEADING = 1.25

/** Steps by which a text is tried smaller. */
const STEP = 0.1

/** What is kept together: a Latin word or a number, or a single character of Chinese. */
const pieces = /[\p{Script=Latin}\p{N}'’&._-]+|./gsu

/** Signs that begin no line. */
const notFirst = /^[，。、；：！？）》」』”’·…,.;:!?)\]%]$/u

/**
 * The largest size at which a text fits a box, in lines that are about as long as each other. What does not fit at the
 * least size is cut, with an ellipsis: nothing ever stands outside of its box.
 */
export function fitLines(text: string, box: Box, width: (text: string) => number): Lines {
  const said = text.replace(/\s+/g, ' ').trim()
  // the same pieces are asked for at every size
  const known = new Map<string, number>()
  const widthOnce = (piece: string) => {
    const wide = known.get(piece) ?? width(piece)
    known.set(piece, wide)
    return wide
  }
  for (let size = box.most; size > box.least; size -= STEP) {
    const lines = linesAt(said, box, size, widthOnce)
    if (lines) return { size, lines }
  }
  return { size: box.least, lines: linesAt(said, box, box.least, widthOnce) ?? cut(said, box, widthOnce) }
}

/** The lines at a size, evened out; null where they do not fit. */
function linesAt(text: string, box: Box, size: number, width: (text: string) => number): string[] | null {
  const most = Math.floor(box.height / (size * LEADING))
  const room = box.width / size
  const lines = broken(text, room, width)
  if (lines.length > Math.max(1, most) || lines.some((line) => width(line) > room)) return null
  let even = lines
  for (let narrower = room; narrower > room / 2; narrower -= room / 50) {
    const tried = broken(text, narrower, width)
    if (tried.length > lines.length || tried.some((line) => width(line) > narrower)) break
    even = tried
  }
  return even
}

/** Breaks a text wherever it must and may. */
function broken(text: string, room: number, width: (text: string) => number): string[] {
  const lines: string[] = []
  // a word that is wider than the line is broken like Chinese
  const parts = (text.match(pieces) ?? []).flatMap((piece) => (width(piece) > room ? [...piece] : [piece]))
  let line: string[] = []
  for (const part of parts) {
    line.push(part)
    if (line.length === 1 || width(line.join('').trimEnd()) <= room) continue
    let next = line.splice(-1)
    // a full stop takes what it ends along
    while (notFirst.test(next[0] ?? '') && line.length > 1) next = [...line.splice(-1), ...next]
    lines.push(line.join('').trim())
    line = next
  }
  return [...lines, line.join('').trim()]
}

/** As many characters as there is room for at the least size. */
function cut(text: string, { width: wide, height, least }: Box, width: (text: string) => number): string[] {
  const room = wide / least
  const most = Math.max(1, Math.floor(height / (least * LEADING)))
  const rest = [...text]
  const lines: string[] = []
  while (lines.length < most && rest.length > 0) {
    const last = lines.length === most - 1
    let line = ''
    while (rest[0] !== undefined && width(line + rest[0] + (last ? '…' : '')) <= room) line += rest.shift()
    if (line === '') break
    lines.push(line)
  }
  if (rest.length > 0) lines[lines.length - 1] = `${lines.at(-1) ?? ''}…`
  return lines
}
