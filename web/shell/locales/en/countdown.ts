import type { Translation } from '../../words.ts'
import type { countdown as chinese } from '../zh-CN/countdown.ts'

export const countdown: Translation<typeof chinese> = {
  workingDays: '{n} working day left | {n} working days left',
  days: '{n} day left | {n} days left',
  today: 'Today, by midnight',
  late: '{n} day late | {n} days late',
}
