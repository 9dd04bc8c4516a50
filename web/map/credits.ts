/** The line on every map that says whose it is. */

import type { CityBasemap } from '../../schema/contract/city.ts'
import type { MessageKey, MessageValues } from '../shell/words.ts'
import type { Shown } from './grounds.ts'

/**
 * Source, 审图号 where the map has one, and that minutes on foot are an estimate.
 * @param estimated whether rings of estimated minutes are shown
 * @returns the parts of the line, in order; may be empty
 */
export function creditsOf(
  shown: Shown,
  basemap: CityBasemap,
  estimated: boolean,
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
  if (estimated) parts.push(t('map.credits.estimated'))
  return parts.filter((part): part is string => part !== null && part !== '')
}

function approvalOf(approval: string | null, t: (key: MessageKey, values?: MessageValues) => string) {
  return approval === null ? null : t('map.credits.approval', { number: approval })
}
