import type { Translation } from '../../words.ts'
import type { dialogs as chinese } from '../zh-CN/dialogs.ts'

export const dialogs: Translation<typeof chinese> = {
  from: {
    title: 'Where do you start?',
    filter: 'Find a community',
    none: 'No such community',
    noCentre: 'centre not known yet',
    anywhere: 'None, show the whole city',
  },
  time: {
    label: 'When',
    title: 'When do you want to go?',
    tonight: 'Tonight at 9',
    tomorrow: 'Tomorrow at 7 am',
    pick: 'Another time',
    day: 'Day',
    clock: 'Time',
    use: 'Use this time',
  },
  filters: {
    title: 'Filters',
    clear: 'Remove all filters',
    show: 'Show {n} place | Show {n} places',
  },
  types: {
    title: 'What are you looking for?',
  },
}
