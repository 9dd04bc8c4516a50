/** 新店申报: shops that are not on the map yet, as residents and shopkeepers name them. */

export const applicationStates = ['open', 'accepted', 'refused'] as const
export type ApplicationState = (typeof applicationStates)[number]

export const applicationRule = {
  /** characters of the hours, in words */
  hours: 120,
  /** characters of the note */
  note: 200,
  /** applications of one resident, refused above; seconds */
  byResident: { most: 10, seconds: 24 * 3_600 },
  /** applications in one community, refused above: staff have enough to look at; seconds */
  inCommunity: { most: 30, seconds: 3_600 },
  /** seconds for which is kept that two applications came from the same resident */
  residentFor: 24 * 3_600,
  /** working days within which staff mean to look at the place */
  lookWithin: 5,
  /** days for which the desk still lists what has been decided */
  keptAtDesk: 30,
} as const
