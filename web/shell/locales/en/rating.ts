import type { Translation } from '../../words.ts'
import type { rating as chinese } from '../zh-CN/rating.ts'

/** Saying whether one is satisfied, and what others said. */
export const rating: Translation<typeof chinese> = {
  title: 'Your rating',
}
