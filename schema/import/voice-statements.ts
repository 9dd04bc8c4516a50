/** The SQL that puts the sample's made-up voices and survey into D1. Triggers count them like any others. */

import { dayOf, instantOf, isoOf } from '../rules/hours/days.ts'
import { windowStart } from '../rules/satisfaction.ts'
import type { SampleVoice } from '../sample/ledger/voices.ts'
import { type Statement, statement } from '../statement.ts'
import { jsonChunks } from './statements.ts'

/** Takes away what made-up residents have said. */
export function removeSampleVoicesStatements(): Statement[] {
  return [statement('DELETE FROM voice WHERE sample = 1'), statement('DELETE FROM survey WHERE sample = 1')]
}

/**
 * Makes the made-up voices exactly these.
 * @param at instant of the load, ISO 8601 UTC; the voices' days count back from its day
 */
export function sampleVoicesStatements(voices: readonly SampleVoice[], at: string): Statement[] {
  const today = dayOf(Date.parse(at))
  const start = windowStart(isoOf(today))
  const rows = voices.map(({ daysAgo, tags, resident, ...voice }) => {
    const day = isoOf(today - daysAgo)
    // At noon of its day, so that it is in the past only where the day is.
    const said = daysAgo === 0 ? at : new Date(instantOf(today - daysAgo, 12 * 60)).toISOString()
    return { ...voice, resident: `sample-${resident}`, tags, day, recent: day >= start, at: said }
  })
  return [
    ...removeSampleVoicesStatements(),
    ...jsonChunks(rows).map((chunk) =>
      statement(
        `INSERT INTO voice (id, kind, subject, resident, grade, tags, comment, comment_state, review, reason,
            community, subdistrict, day, recent, sample, at, changed_at, changed_by)
          SELECT r.value ->> 'id', r.value ->> 'kind', r.value ->> 'subject', r.value ->> 'resident',
            r.value ->> 'grade', r.value ->> 'tags', r.value ->> 'comment',
            CASE WHEN r.value ->> 'comment' IS NULL THEN 'none' WHEN r.value ->> 'approved' THEN 'approved' ELSE 'waiting' END,
            iif(r.value ->> 'held' IS NULL, 'none', 'held'), r.value ->> 'held',
            c.code, c.subdistrict, r.value ->> 'day', r.value ->> 'recent', 1, r.value ->> 'at', r.value ->> 'at', 'sample'
          FROM json_each(?1) AS r
          LEFT JOIN outlet AS o ON r.value ->> 'kind' = 'outlet' AND o.id = r.value ->> 'subject'
          LEFT JOIN community AS c ON c.code = iif(r.value ->> 'kind' = 'circle', r.value ->> 'subject', o.circle)
          WHERE true`,
        chunk,
      ),
    ),
    statement(
      `INSERT INTO survey (id, date, method, g1, g2, g3, g4, g5, sample) VALUES ('sampleSrvy', ?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)`,
      isoOf(today - 65),
      '分层随机抽取 600 户，入户面访（虚构）',
      20,
      62,
      128,
      190,
      200,
    ),
  ]
}
