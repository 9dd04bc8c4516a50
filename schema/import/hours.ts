/** Opening hours of a cell: an expression as OpenStreetMap has it, or Chinese free text. */

import { readChineseHours } from '../rules/hours/freetext.ts'
import { parseHours } from '../rules/hours/grammar.ts'

/**
 * @returns the expression to keep; or why none can be made with certainty
 */
export function readHours(text: string): { ok: true; expression: string } | { ok: false; reason: string } {
  const parsed = parseHours(text)
  if (parsed.ok) return { ok: true, expression: text }
  const read = readChineseHours(text)
  return read.ok ? { ok: true, expression: read.expression } : { ok: false, reason: read.reason }
}
