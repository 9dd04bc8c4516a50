import type { Translation } from '../../words.ts'
import type { FirstMessages } from '../zh-CN/messages.ts'
import { places } from './places.ts'
import { shell } from './shell.ts'

export const messages: Translation<FirstMessages> = { shell, places }
