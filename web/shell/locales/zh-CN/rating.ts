/** Saying whether one is satisfied, and what others said. */
export const rating = {
  title: '评价',
}
