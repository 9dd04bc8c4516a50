import type { Translation } from '../../words.ts'
import type { paper as chinese } from '../zh-CN/paper.ts'

export const paper: Translation<typeof chinese> = {
  desk: {
    title: 'On paper',
    lead: 'For people without a phone: print a booklet and leave it at the service centre, the card room, the stairwell.',
    booklets: 'Booklets',
  },
}
