/**
 * Opening hours against the `opening_hours` package in the same process. Each expression is read anew and asked for
 * its state and next change at one instant, as a list that is shown for the first time does.
 */

import { pathToFileURL } from 'node:url'
import OpeningHours from 'opening_hours'
import { holidayCalendar } from '../../schema/rules/calendar.ts'
import { stateAt } from '../../schema/rules/hours/evaluate.ts'
import { parseHours } from '../../schema/rules/hours/grammar.ts'

const calendar = holidayCalendar([2026], [])
/** a Tuesday morning */
const at = Date.parse('2026-03-17T10:30:00+08:00')

/** A thousand expressions of the kinds that ledgers hold, no two the same. */
function expressions(): string[] {
  const list: string[] = []
  for (let number = 0; list.length < 1000; number++) {
    const minutes = String(number % 60).padStart(2, '0')
    const hour = String(6 + (Math.floor(number / 60) % 4)).padStart(2, '0')
    const open = `${hour}:${minutes}`
    list.push(
      `${open}-21:30`,
      `Mo-Fr ${open}-18:00; Sa,Su 09:00-17:00`,
      `Mo-Sa ${open}-12:00,14:00-20:00; Su off`,
      `Tu-Su 17:${minutes}-02:00`,
      `Apr-Oct ${open}-20:00; Nov-Mar ${open}-18:00`,
    )
  }
  return list
}

/** Milliseconds that the quickest of some runs took: the one that the machine disturbed least. */
function quickest(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** Microseconds an expression, ours and the package's; `ratio` is how many times quicker we are. */
export async function hoursBench(): Promise<
  { name: string; ours: number; reference: number; ratio: number; unit: string }[]
> {
  const list = expressions()
  const date = new Date(at)
  const each = 1000 / list.length
  let unread = 0
  const ours =
    each *
    quickest(5, () => {
      for (const expression of list) {
        const parsed = parseHours(expression)
        if (parsed.ok) stateAt(parsed.schedule, at, { calendar })
        else unread++
      }
    })
  if (unread > 0) throw new Error(`${unread} expressions could not be read`)
  const reference =
    each *
    quickest(3, () => {
      for (const expression of list) {
        const hours = new OpeningHours(expression)
        hours.getState(date)
        hours.getNextChange(date)
      }
    })
  return [
    {
      name: 'read an expression, its state, its next change',
      ours,
      reference,
      ratio: reference / ours,
      unit: 'µs',
    },
  ]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, ours, reference, ratio, unit } of await hoursBench()) {
    console.log(
      `${name}: ${ours.toFixed(1)} ${unit}, opening_hours ${reference.toFixed(1)} ${unit}: ${ratio.toFixed(1)} ×`,
    )
  }
}
