import type { Translation } from '../../words.ts'
import type { Messages } from '../zh-CN/messages.ts'
import { about } from './about.ts'
import { map } from './map.ts'
import { places } from './places.ts'
import { rating } from './rating.ts'
import { satisfaction } from './satisfaction.ts'
import { shell } from './shell.ts'

export const messages: Translation<Messages> = { shell, places, map, about, rating, satisfaction }
