/** Whether two names may be those of one shop. A likeness is shown to a person, who decides. */

import { outletTypes } from '../catalog/outlet-types.ts'
import { normalise } from './search.ts'

/** What names say of the type and not of the shop, the longest first. */
const typeWords = [
  ...new Set(
    outletTypes.flatMap(({ name, short, synonyms }) => [...name.split(/[（）]/), short, ...synonyms]),
  ),
  '店铺',
  '门市',
  '分店',
  '店',
  '铺',
]
  .map(normalise)
  .filter((word) => word !== '')
  .toSorted((one, other) => other.length - one.length)

/** The part of a normalised name that is the shop's own; the whole name when there is nothing else in it. */
function coreOf(name: string): string {
  let core = name
  for (const word of typeWords) core = core.replaceAll(word, '')
  return core === '' ? name : core
}

function bigramsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}

/** Sørensen–Dice on bigrams, 0 … 1. One that stands several times counts as often as it stands in both. */
function dice(one: string, other: string): number {
  const [left, right] = [bigramsOf(one), bigramsOf(other)]
  const unmatched = [...right]
  for (const pair of left) {
    const at = unmatched.indexOf(pair)
    if (at >= 0) unmatched.splice(at, 1)
  }
  const common = right.length - unmatched.length
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length)
}

/** From which likeness on two names are shown as alike. */
export const ALIKE_FROM = 0.5

/**
 * How alike two names are, 0 … 1: 1 for the same name, whatever its marks and blanks; less where only the part that is
 * the shop's own is the same, or begins or ends the other's.
 */
export function likeness(one: string, other: string): number {
  const [left, right] = [normalise(one), normalise(other)]
  if (left === '' || right === '') return 0
  if (left === right) return 1
  const [core, otherCore] = [coreOf(left), coreOf(right)]
  if (core === otherCore) return 0.9
  const [short, long] = core.length < otherCore.length ? [core, otherCore] : [otherCore, core]
  if (short.length > 1 && long.includes(short)) return 0.8
  return 0.7 * dice(core, otherCore)
}

/**
 * Those whose name is like a given one, the likeliest first.
 * @param most how many at most
 */
export function alike<Named>(
  name: string,
  candidates: Iterable<Named>,
  nameOf: (candidate: Named) => string,
  most: number,
): Named[] {
  const found: { candidate: Named; score: number }[] = []
  for (const candidate of candidates) {
    const score = likeness(name, nameOf(candidate))
    if (score >= ALIKE_FROM) found.push({ candidate, score })
  }
  return found
    .toSorted((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}
