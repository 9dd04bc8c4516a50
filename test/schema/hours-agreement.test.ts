import fc from 'fast-check'
import OpeningHours from 'opening_hours'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import { expressions } from './hours-expressions.ts'

// The package evaluates in the process's time zone; this must stand before its first date.
vi.stubEnv('TZ', 'Asia/Shanghai')
afterAll(() => {
  vi.unstubAllEnvs()
})

const calendar = holidayCalendar([2024, 2025, 2026, 2027], [])
const start = Date.parse('2025-01-01T00:00:00+08:00')
const MINUTE = 60_000
/** two years, in steps of five minutes */
const instants = fc.integer({ min: 0, max: 2 * 365 * 288 - 1 }).map((step) => start + step * 5 * MINUTE)

/** The package says "unknown" where an end is open; we say open, with an open end. */
function ours(expression: string, at: number): string {
  const state = hoursState(expression, at, { calendar })
  if (state.kind === 'open' && state.openEnd) return 'unknown'
  return state.kind === 'closing' ? 'open' : state.kind
}

function theirs(reference: OpeningHours, at: number): string {
  const date = new Date(at)
  if (reference.getUnknown(date)) return 'unknown'
  return reference.getState(date) ? 'open' : 'closed'
}

describe('the evaluator and the opening_hours package', () => {
  it('agree on 20,000 pairs of expression and instant', () => {
    let pairs = 0
    fc.assert(
      fc.property(expressions, fc.array(instants, { minLength: 25, maxLength: 25 }), (expression, times) => {
        const reference = new OpeningHours(expression)
        for (const at of times) {
          pairs += 1
          expect(ours(expression, at), `${expression} at ${new Date(at).toString()}`).toBe(
            theirs(reference, at),
          )
        }
      }),
      { numRuns: 800 },
    )
    expect(pairs).toBeGreaterThanOrEqual(20_000)
  })

  it('agree on the next change', () => {
    fc.assert(
      fc.property(expressions, instants, (expression, at) => {
        const state = hoursState(expression, at, { calendar })
        const until = state.kind === 'open' || state.kind === 'closing' ? state.until : null
        if (until === null) return
        const next = new OpeningHours(expression).getNextChange(new Date(at))
        expect(next?.getTime(), `${expression} at ${new Date(at).toString()}`).toBe(until)
      }),
      { numRuns: 500 },
    )
  })
})
