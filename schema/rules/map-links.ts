/**
 * Links that open a walking route to an outlet in the map service that a resident has. Each starts from where the
 * phone is, so our own pages need not know it.
 *
 * All four take GCJ-02 here: Amap and Tencent know nothing else, Baidu is told so, and Apple Maps draws mainland
 * China from a Chinese supplier's data in GCJ-02 and reads the coordinates of a link the same way. A phone outside
 * China may see Apple's pin some hundred metres off; residents are inside.
 *
 * URI formats: lbs.amap.com/api/uri-api, lbsyun.baidu.com (URI API), lbs.qq.com (URI API),
 * developer.apple.com (Map Links).
 */

import type { Position } from '../catalog/divisions.ts'
import { fromWgs84 } from './coordinates.ts'

export const mapServices = ['amap', 'baidu', 'tencent', 'apple'] as const
export type MapService = (typeof mapServices)[number]

/** How the services are told who sends people to them; they ask for it and show it nowhere. */
const SENDER = 'yikezhong'

export interface Destination {
  name: string
  /** WGS-84 */
  position: Position
}

/** A name as one field of a query: without the characters that part fields inside Amap's and Baidu's values. */
function nameField(name: string): string {
  return encodeURIComponent(name.replace(/[,|:]+/g, ' ').trim())
}

/**
 * Addresses of a walking route to `to`, one for each service.
 * @param city name of the city, which Baidu wants beside the coordinates
 */
export function walkLinks(to: Destination, city: string): Record<MapService, string> {
  const [lng, lat] = fromWgs84(to.position, 'gcj02').map((degrees) => degrees.toFixed(6))
  const name = nameField(to.name)
  return {
    amap: `https://uri.amap.com/navigation?to=${lng},${lat},${name}&mode=walk&src=${SENDER}&callnative=1`,
    baidu:
      `https://api.map.baidu.com/direction?destination=latlng:${lat},${lng}%7Cname:${name}` +
      `&mode=walking&coord_type=gcj02&region=${encodeURIComponent(city)}&output=html&src=${SENDER}`,
    tencent:
      `https://apis.map.qq.com/uri/v1/routeplan?type=walk&to=${name}&tocoord=${lat},${lng}` +
      `&coord_type=2&referer=${SENDER}`,
    apple: `https://maps.apple.com/?daddr=${lat},${lng}&dirflg=w`,
  }
}
