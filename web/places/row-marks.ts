/** The facts that a row of the list has room for, in this order. */
export const rowMarks = [
  { mark: 'cash', icon: 'cash' },
  { mark: 'step_free', icon: 'access' },
  { mark: 'night_delivery', icon: 'moon' },
] as const
