import type { Translation } from '../../words.ts'
import type { notices as chinese } from '../zh-CN/notices.ts'

export const notices: Translation<typeof chinese> = {
  title: 'Notices and events',
  current: 'Now',
  today: 'Today',
  tomorrow: 'Tomorrow',
  fromTime: '{day}, from {time}',
  untilTime: '{day}, until {time}',
  place: 'Where: {place}',
  by: 'Posted by {area}',
  more: '{n} more',
  dismiss: 'Do not show “{title}” again',
}
