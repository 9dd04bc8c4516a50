/** What the tests read of a PDF that Chromium made, from its own bytes: how large its pages are, and what is written on them. */

import { inflateSync } from 'node:zlib'

export interface PdfRead {
  /** width and height of each page in whole millimetres */
  pages: string[]
  /** every character that stands there as text */
  characters: ReadonlySet<string>
  /** whether it tells readers of a screen what is a heading and what a list */
  tagged: boolean
}

const MILLIMETRES_A_POINT = 25.4 / 72

/** Reads a PDF. */
export function readPdf(bytes: Buffer): PdfRead {
  const text = bytes.toString('latin1')
  const pages = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
    [width, height].map((points) => Math.round(Number(points) * MILLIMETRES_A_POINT)).join(' × '),
  )
  const characters = new Set<string>()
  for (const map of characterMaps(bytes, text)) {
    // Some fonts draw 一 and the radical ⼀ by one glyph, and the file may name the radical.
    for (const one of charactersOf(map)) characters.add(one.normalize('NFKC'))
  }
  return { pages, characters, tagged: text.includes('/StructTreeRoot') }
}

/** The maps from glyphs to characters that make text of what is drawn (ISO 32000-1, 9.10.3). */
function* characterMaps(bytes: Buffer, text: string): Generator<string> {
  for (const { index, 0: head } of text.matchAll(/\bstream\r?\n/g)) {
    const from = index + head.length
    const to = text.indexOf('endstream', from)
    const stream = inflated(bytes.subarray(from, to))
    if (stream.includes('begincmap')) yield stream
  }
}

/** What is not compressed, such as a picture, is no map. */
function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1')
  } catch {
    return ''
  }
}

const hex = (digits = '') => Number.parseInt(digits, 16)

function* charactersOf(map: string): Generator<string> {
  for (const [, block = ''] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
    for (const [, code] of block.matchAll(/<[\dA-F]+> <([\dA-F]{4})>/g)) yield String.fromCharCode(hex(code))
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, code] of block.matchAll(/<([\dA-F]+)> <([\dA-F]+)> <([\dA-F]{4})>/g)) {
      for (let glyph = hex(from); glyph <= hex(to); glyph++)
        yield String.fromCharCode(hex(code) + glyph - hex(from))
    }
  }
}
