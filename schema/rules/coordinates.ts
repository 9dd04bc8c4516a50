/**
 * Positions in the systems of Chinese map services. Stored positions are WGS-84 (equal to CGCS2000 at this
 * scale); GCJ-02 is what Amap and Tencent publish, BD-09 what Baidu does. At Yima they lie 564 m and 1,255 m off.
 */

import gcoord from 'gcoord'
import type { Position } from '../catalog/divisions.ts'

export const crsNames = ['wgs84', 'gcj02', 'bd09'] as const
export type Crs = (typeof crsNames)[number]

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/**
 * True within the rectangle around China's land and islands (73–136° E, 3–54° N) inside which the offset systems
 * apply; the services use WGS-84 abroad. It must stay inside gcoord's own, slightly larger rectangle: gcoord's
 * search for the inverse never ends for positions on the edge of that one.
 */
export function inChina([lng, lat]: Position): boolean {
  return lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54
}

function convert(position: Position, from: Crs, to: Crs): Position {
  if (from === to || !inChina(position)) return [position[0], position[1]]
  return gcoord.transform<[number, number]>([position[0], position[1]], systems[from], systems[to])
}

/**
 * A position given in `crs`, in WGS-84.
 * @param position degrees, longitude first
 * @returns degrees, longitude first, to within a metre of the exact inverse; unchanged outside {@link inChina}
 */
export function toWgs84(position: Position, crs: Crs): Position {
  return convert(position, crs, 'wgs84')
}

/**
 * A WGS-84 position in `crs`.
 * @param position degrees, longitude first
 * @returns degrees, longitude first; unchanged outside {@link inChina}
 */
export function fromWgs84(position: Position, crs: Crs): Position {
  return convert(position, 'wgs84', crs)
}
