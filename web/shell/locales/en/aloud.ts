import type { Translation } from '../../words.ts'
import type { aloud as chinese } from '../zh-CN/aloud.ts'

export const aloud: Translation<typeof chinese> = {
  start: 'Listen',
  stop: 'Stop',
  stopAll: 'Stop reading',
  failed: 'It could not be read. The voice of this device did not answer; please try again.',
  phone: 'Telephone: {phone}.',
  row: '{name}, {state} {detail}, {minutes}.',
  minutes: '{n} min on foot',
  minutesAbout: 'about {n} min on foot',
}
