/** The line on every map that says whose it is. */

import type { CityBasemap } from '../../schema/contract/city.ts'
import type { MessageKey, MessageValues } from '../shell/words.ts'
import type { Shown } from './grounds.ts'
import type { StreetsSource } from './model.ts'

/** What the line must say besides the source. */
export interface Caveats {
  /** rings of estimated minutes are shown */
  estimated: boolean
  /** whose streets were followed; none where none were */
  streets?: StreetsSource | null | undefined
  /** the outlets are made up; on a real map that is easily forgotten */
  sample: boolean
}

/**
 * Source, 审图号 where the map has one, and what about the map is made up or estimated.
 * @returns the parts of the line, in order; may be empty
 */
export function creditsOf(
  shown: Shown,
  basemap: CityBasemap,
  { estimated, streets, sample }: Caveats,
  t: (key: MessageKey, values?: MessageValues) => string,
): string[] {
  const parts: (string | null)[] = []
  if (shown.kind === 'remote') parts.push(basemap.attribution, approvalOf(basemap.approval, t))
  if (shown.kind === 'embedded') {
    if (shown.instead) parts.push(t('map.credits.fellBack'))
    if (shown.file?.sample) parts.push(t('map.credits.sample'))
    else if (shown.file) parts.push(shown.file.attribution)
    const configured = basemap.kind === 'embedded' ? basemap.approval : null
    parts.push(approvalOf(configured ?? shown.file?.approval ?? null, t))
  }
  const isSampleMap = shown.kind === 'embedded' && shown.file?.sample
  if (sample && shown.kind !== 'none' && !isSampleMap) parts.push(t('map.credits.sampleOutlets'))
  if (estimated) parts.push(t('map.credits.estimated'))
  if (streets) {
    parts.push(t(streets.sample ? 'map.credits.sampleStreets' : 'map.credits.streets'))
    // A map of the same makers has named them.
    if (!streets.sample && !parts.includes(streets.attribution)) parts.push(streets.attribution)
  }
  return parts.filter((part): part is string => part !== null && part !== '')
}

function approvalOf(approval: string | null, t: (key: MessageKey, values?: MessageValues) => string) {
  return approval === null ? null : t('map.credits.approval', { number: approval })
}
