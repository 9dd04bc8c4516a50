/**
 * How fast people walk, and what fifteen minutes mean.
 *
 * GB 50180-2018 puts the 5-, 10- and 15-minute circles at 300 m, 500 m and 800–1000 m of walking. One metre a
 * second meets its ends: 300 m in 5 minutes, 900 m in 15. An elder's pace is 0.8 of that: the 800 m end takes
 * 16 minutes and 40 seconds instead of 13 minutes and 20.
 */

export const paces = {
  /** metres a minute */
  standard: 60,
  elder: 48,
} as const
export type Pace = keyof typeof paces

/** Street distance over straight distance where no street network is loaded; common planning values are 1.2–1.4. */
export const detourFactor = 1.3

/** Minutes on foot that bound the circles. */
export const reachMinutes = [5, 10, 15] as const

/**
 * How many times as long a metre of stairs takes as a level one. Measured speeds on stairs are about half of those on
 * the level (Fruin, Pedestrian Planning and Design, 1971); an elder rests on the way.
 */
export const stepsFactor = {
  standard: 2,
  elder: 3,
} as const satisfies Record<Pace, number>

/** Metres that a position may be from the nearest street for its minutes to be walked along streets; else they are estimated. */
export const snapMetres = 250
