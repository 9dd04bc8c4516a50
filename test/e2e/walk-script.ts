/** Reads `walk-through.md`: journeys of numbered steps, and which of them another test follows. */

import { readFileSync } from 'node:fs'

/** What one does: keys one after the other, letters, a way by Tab to something, or the network going and coming. */
export type Act =
  | { kind: 'press'; key: string }
  | { kind: 'type'; text: string }
  /** presses the key until what has the focus says the words */
  | { kind: 'go'; key: string; to: string }
  | { kind: 'network'; on: boolean }

export interface Step {
  /** as it is written: 2.3 */
  number: string
  /** what one does, as it is written: {@link actsOf} understands it where this file's own test follows */
  does: string
  /** what has the focus then, as it is said; `…` stands for anything */
  heard: string
  /** what is said besides, by a live region; null for nothing that matters */
  told: string | null
}

export interface Journey {
  /** "1 Find what is open, and call" */
  title: string
  /** the address one begins at; null where another test begins */
  start: string | null
  /** the test that follows all of it */
  followedBy: { file: string; test: string } | null
  steps: readonly Step[]
}

const tick = String.fromCharCode(96)
const key = new RegExp(`^${tick}([^${tick}]+)${tick}$`)
const way = new RegExp(`^${tick}([^${tick}]+)${tick} to “([^”]+)”$`)
const letters = new RegExp(`^type ${tick}([^${tick}]+)${tick}$`)

/** @throws Error when it is none of what can be done */
function actOf(words: string): Act {
  if (words === 'network off' || words === 'network on') return { kind: 'network', on: words.endsWith('on') }
  const [, pressed] = key.exec(words) ?? []
  if (pressed) return { kind: 'press', key: pressed }
  const [, walked, to] = way.exec(words) ?? []
  if (walked && to) return { kind: 'go', key: walked, to }
  const [, text] = letters.exec(words) ?? []
  if (text) return { kind: 'type', text }
  throw new Error(`nobody can do this: ${words}`)
}

/**
 * Understands what a step says one does.
 * @throws Error when nobody could do it by keys alone
 */
export const actsOf = (does: string): Act[] => does.split(', then ').map(actOf)

/** @throws Error when a cell is missing or empty, but for the last */
function stepOf(row: string): Step {
  const [number, does, heard, told] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
  if (!number || !does || !heard || told === undefined) throw new Error(`a step lacks something: ${row}`)
  return { number, does, heard, told: told || null }
}

function journeyOf(part: string): Journey {
  const [title = '', ...lines] = part.split('\n')
  const [, start = null] = new RegExp(`^Start: ${tick}(/[^${tick}]*)${tick}`, 'm').exec(part) ?? []
  const [, file, test] = new RegExp(`^Followed by ${tick}(.+?)${tick}: “(.+)”`, 'm').exec(part) ?? []
  return {
    title: title.trim(),
    start,
    followedBy: file && test ? { file, test } : null,
    steps: lines.filter((line) => /^\| \d/.test(line)).map(stepOf),
  }
}

/** @param text of the walk-through; what stands before the first journey is for people */
export function journeysOf(text: string): Journey[] {
  return text
    .split(/^## (?=\d)/m)
    .slice(1)
    .map(journeyOf)
}

/** The walk-through as it is written. */
export const walkThrough = () => journeysOf(readFileSync(new URL('walk-through.md', import.meta.url), 'utf8'))

/** Makes a pattern of words in which `…` stands for anything. */
export function patternOf(words: string): RegExp {
  const literal = words.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')
  return new RegExp(`^${literal.replaceAll('…', '.*')}$`, 's')
}
