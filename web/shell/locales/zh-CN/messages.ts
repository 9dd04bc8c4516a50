import { about } from './about.ts'
import { map } from './map.ts'
import { places } from './places.ts'
import { shell } from './shell.ts'

export const messages = { shell, places, map, about }
export type Messages = typeof messages
