/**
 * The sample city's way to its goals in the months before it was loaded: made up, and leading to what is counted of it.
 * A test compares the last step with the count.
 */

/** How many communities of the main urban area were what, so many days before the day of loading. */
export interface SampleGoals {
  daysAgo: number
  urban: number
  /** of them at least basic */
  basic: number
  exemplary: number
}

const step = (daysAgo: number, basic: number): SampleGoals => ({ daysAgo, urban: 15, basic, exemplary: 0 })

/** The oldest first. */
export const sampleGoals: readonly SampleGoals[] = [
  step(330, 0),
  step(262, 1),
  step(171, 2),
  // a breakfast shop closed, and another one opened
  step(118, 1),
  step(96, 2),
  step(41, 3),
  step(12, 4),
]
