import type { Translation } from '../../words.ts'
import type { satisfaction as chinese } from '../zh-CN/satisfaction.ts'

/** The page of the measure against 85 %. */
export const satisfaction: Translation<typeof chinese> = {
  title: 'Satisfaction',
}
