import type { Language } from '../preferences.ts'
import { asSaid } from './said.ts'

/** What is said in one breath. */
export interface Sentence {
  text: string
  language: Language
  /** where on the page it stands */
  at?: Range
}

/** Signs of one breath: Chrome falls silent in the middle of what takes longer than some fifteen seconds. */
const BREATH = 80

const sentence = /(?:[^。！？；!?;.\n]|\.(?!\s|$))+[。！？；!?;.\n]*/g
const phrase = /[^，、：,:\s]+[，、：,:\s]*/g

const matches = (text: string, part: RegExp): string[] => text.match(part) ?? []

/** Parts that are as long as they may be, of pieces that each stay whole. */
function joined(pieces: readonly string[], most: number): string[] {
  const parts: string[] = []
  for (const piece of pieces) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + piece.length <= most) parts[parts.length - 1] = last + piece
    else parts.push(piece)
  }
  return parts
}

const cut = (text: string, most: number): string[] =>
  Array.from({ length: Math.ceil(text.length / most) }, (_, at) => text.slice(at * most, (at + 1) * most))

/** A letter or a figure, without which there is nothing to say. */
const sayable = /[\p{L}\p{N}]/u

/**
 * Cuts a text into sentences as they are said, none longer than a breath.
 * @param at where on the page the text stands
 */
export function sentencesOf(text: string, language: Language, at?: Range): Sentence[] {
  const most = language === 'en' ? BREATH * 2 : BREATH
  return matches(asSaid(text, language), sentence)
    .flatMap((whole) => (whole.length > most ? joined(matches(whole, phrase), most) : [whole]))
    .flatMap((part) => cut(part, most))
    .map((part) => part.trim())
    .filter((part) => sayable.test(part))
    .map((part) => ({ text: part, language, ...(at ? { at } : {}) }))
}
