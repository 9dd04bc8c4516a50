import type { Translation } from '../../words.ts'
import type { walking as chinese } from '../zh-CN/walking.ts'

export const walking: Translation<typeof chinese> = {
  pin: {
    pick: 'Choose on the map',
    role: 'movable start',
    label: 'Start',
    hint: 'Arrow keys move it {fine} m, with Shift {coarse} m. The list follows. The point is neither stored nor sent.',
  },
  manner: {
    label: 'How you walk',
    elder: 'Slower',
    wheels: 'Step-free route',
    hint: 'Slower: at an elder’s pace. Step-free route: for wheelchairs and prams, no stairs, no rough ways.',
  },
  way: {
    minutes: '{n} min',
    minutesAbout: 'about {n} min',
    walk: '{minutes} on foot',
    metres: '{metres} m',
    kilometres: '{km} km',
    comma: ', ',
    steps: 'with stairs',
    none: 'No step-free route found',
    stepsMetres: 'There are stairs on the way, about {metres} m in all.',
    noStepsKnown: 'The map knows of no stairs on this way.',
    estimate: 'The time is estimated from the straight distance; it may be farther.',
  },
  maps: {
    title: 'Open directions in',
    hint: 'Opens another app or site with walking directions to {name}.',
    amap: 'Amap',
    baidu: 'Baidu Maps',
    tencent: 'Tencent Maps',
    apple: 'Apple Maps',
  },
  map: {
    loading: 'Map loading; the list is ready',
    fellBack: 'The online base map could not be fetched; this is the built-in one.',
    details: 'Details',
  },
}
