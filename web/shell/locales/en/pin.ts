import type { Translation } from '../../words.ts'
import type { pin as chinese } from '../zh-CN/pin.ts'

export const pin: Translation<typeof chinese> = {
  role: 'pin',
  none: 'There is no pin yet. Tap the map to put it there, or give its coordinates.',
  at: 'Longitude {lng}, latitude {lat} (WGS-84)',
  unmoved: 'Not moved',
  moved: 'Moved by {metres} m',
  before: 'before',
  back: 'Put it back',
  centre: 'Put it in the middle of the map',
  hint: 'Tap the map or drag the pin. With the pin focused, arrow keys move it by about 1 m, with Shift by about 10 m.',
  missing: 'This device cannot show the map: give the coordinates.',
  outside: 'That is outside the city: the pin was not moved.',
  numbers: 'Coordinates',
  system: 'Coordinate system',
  systems: { wgs84: 'WGS-84 (GPS, Tianditu)', gcj02: 'GCJ-02 (Amap, Tencent)', bd09: 'BD-09 (Baidu)' },
  lng: 'Longitude',
  lat: 'Latitude',
  place: 'Put the pin there',
  wrong: 'Give longitude and latitude, such as 111.871200 and 34.746500',
  swapped: 'Longitude and latitude were the wrong way round and have been exchanged.',
}
