/** Opening hours of a cell: an expression as OpenStreetMap has it, or Chinese free text. */

import type { Source } from '../catalog/sources.ts'
import { readChineseHours } from '../rules/hours/freetext.ts'
import { parseHours } from '../rules/hours/grammar.ts'

type HoursRead = { ok: true; expression: string } | { ok: false; reason: string }

/**
 * The expression that a text says, as certain as its reader is.
 * @param source a map of expressions is taken at its word; a ledger's text is read as Chinese before anything else
 * @returns the expression to keep; or why none can be made with certainty
 */
export function readHours(text: string, source: Source): HoursRead {
  const asExpression: HoursRead = parseHours(text).ok
    ? { ok: true, expression: text }
    : { ok: false, reason: '' }
  if (source === 'osm' && asExpression.ok) return asExpression
  const read = readChineseHours(text)
  if (read.ok) return { ok: true, expression: read.expression }
  return asExpression.ok ? asExpression : { ok: false, reason: read.reason }
}
