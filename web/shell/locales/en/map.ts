import type { Translation } from '../../words.ts'
import type { map as chinese } from '../zh-CN/map.ts'

export const map: Translation<typeof chinese> = {
  keys: 'Arrow keys move, plus and minus zoom. Everything on the map is in the list.',
  minutes: '{n} min',
  cluster: { open: '{n} open', unknown: 'unknown' },
  zoom: { in: 'Zoom in', out: 'Zoom out' },
  legend: {
    label: 'Legend',
    basic: 'Everyday',
    quality: 'Leisure',
    public: 'Public service',
    mobile: 'Mobile',
    open: 'Open',
    soon: 'Closing soon',
    closed: 'Closed',
    unknown: 'Unconfirmed',
  },
  credits: {
    between: ' · ',
    sample: 'Made-up base map',
    sampleOutlets: 'Made-up outlets',
    approval: 'Map approval {number}',
    estimated: 'Walking times are estimates',
    streets: 'Walking times follow streets',
    sampleStreets: 'Walking times follow made-up streets',
    fellBack: 'The online base map did not open; this is the built-in one',
  },
}
