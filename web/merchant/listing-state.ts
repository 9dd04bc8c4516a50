import type { Outlet } from '../../schema/contract/outlet.ts'
import { hoursState } from '../../schema/rules/hours/evaluate.ts'
import type { HoursState } from '../../schema/rules/hours/model.ts'
import { usePlaces } from '../places/store.ts'

/** What decides whether an outlet is open. */
type Timed = Pick<Outlet, 'hours' | 'closures' | 'status'> & { stops?: Outlet['stops'] }

/** Says whether an outlet is open, by the calendar of the city. */
export function useListingState(): {
  /** Of something that stops in several places, whether it is at one of them. */
  stateOf: (outlet: Timed, now: number) => HoursState
} {
  const places = usePlaces()
  return {
    stateOf: ({ hours, closures, status, stops = [] }, now) => {
      const context = { calendar: places.calendar, closures, status }
      const states = stops.map((stop) => hoursState(stop.hours, now, context))
      const serving = states.find(({ kind }) => kind === 'open' || kind === 'closing')
      return serving ?? states[0] ?? hoursState(hours, now, context)
    },
  }
}
