import { about } from './about.ts'
import { map } from './map.ts'
import { places } from './places.ts'
import { rating } from './rating.ts'
import { satisfaction } from './satisfaction.ts'
import { shell } from './shell.ts'

export const messages = { shell, places, map, about, rating, satisfaction }
export type Messages = typeof messages
