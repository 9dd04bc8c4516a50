/** The SQL that puts the sample's made-up way to the goals into D1, and takes it and what was counted of it out of any. */

import { dayOf, isoOf } from '../rules/hours/days.ts'
import type { SampleGoals } from '../sample/ledger/goals.ts'
import { type Statement, statement } from '../statement.ts'

/** Takes away what was counted of a made-up city, so that the real one is counted before anybody reads of it. */
export function removeSampleAssessmentStatements(): Statement[] {
  return [
    statement('DELETE FROM goal_day WHERE sample = 1'),
    statement('DELETE FROM assessment_community WHERE (SELECT sample FROM city) = 1'),
    statement(
      `UPDATE assessment SET serial = serial + 1, revision = NULL, network = NULL, standard = NULL, print = NULL,
        counted_at = NULL WHERE (SELECT sample FROM city) = 1`,
    ),
  ]
}

/**
 * Makes the made-up days these, where nothing was counted on them. Those of another load stay where they are.
 * @param at instant of the load, ISO 8601 UTC; days count from its day
 */
export function sampleGoalsStatements(goals: readonly SampleGoals[], at: string): Statement[] {
  const today = dayOf(Date.parse(at))
  const days = goals.map(({ daysAgo, ...counts }) => ({ date: isoOf(today - daysAgo), ...counts }))
  return [
    statement(
      `INSERT INTO goal_day (date, urban, basic, exemplary, sample)
        SELECT value ->> 'date', value ->> 'urban', value ->> 'basic', value ->> 'exemplary', 1 FROM json_each(?1)
        WHERE NOT EXISTS (SELECT 1 FROM goal_day) ON CONFLICT DO NOTHING`,
      JSON.stringify(days),
    ),
  ]
}
