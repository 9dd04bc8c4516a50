/** Fills the sample town's ledger: which outlets there are, and every fact about each. */

import type { Confirmer, CreditGrade } from '../../catalog/marks.ts'
import { outletTypes } from '../../catalog/outlet-types.ts'
import type { OutletImportInput } from '../../contract/outlet-import.ts'
import { base62 } from '../../rules/base62.ts'
import { type Random, seededRandom } from '../random.ts'
import { quarters } from '../town/layout.ts'
import { distance, toDegrees } from '../town/plane.ts'
import type { Town } from '../town/town.ts'
import { circleTitle, type SampleCommunity } from './communities.ts'
import { busyness, ruralTypes, urbanGaps, usual } from './gaps.ts'
import { hoursFor, stopHours } from './hours.ts'
import { type GivenName, namer } from './names.ts'
import { type Front, frontsOf, type Liking, placesIn } from './places.ts'
import { type Price, pricesFor } from './prices.ts'
import { servicesFor } from './services.ts'

const ID_LENGTH = 10

const likings: Record<string, Liking> = {
  repair: 'quiet',
  parcel: 'quiet',
  housekeeping: 'quiet',
  childcare: 'quiet',
  elder_care: 'centre',
  culture: 'centre',
  legal_aid: 'centre',
  elder_health: 'quiet',
  vending: 'centre',
}

const publicTypes = new Set(['culture', 'clinic', 'elder_care', 'community_centre', 'legal_aid'])

/** A fact that is yes, no, or not known, with the shares of yes and no. */
function fact(random: Random, yes: number, no: number): boolean | null {
  const roll = random.next()
  return roll < yes ? true : roll < yes + no ? false : null
}

function randomId(random: Random): string {
  return Array.from({ length: ID_LENGTH }, () => base62[random.whole(0, base62.length - 1)]).join('')
}

/** A phone number that plainly is none: 0398-000 and four digits. */
function phone(random: Random): string {
  return `0398-000 ${String(random.whole(1000, 9999))}`
}

const dayOf = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function confirmation(random: Random): { confirmedAt: string | null; confirmedBy: Confirmer | null } {
  if (random.chance(0.06)) return { confirmedAt: null, confirmedBy: null }
  const month = random.weighted([
    [3, 1],
    [4, 1],
    [5, 1.5],
    [6, 1.5],
    [7, 2],
    [8, 3],
    [9, 5],
    [10, 9],
    [11, 8],
  ])
  const day = random.whole(1, month === 11 ? 18 : 28)
  const by = random.weighted<Confirmer>([
    ['merchant', 6],
    ['staff', 3],
    ['residents', 2],
  ])
  return { confirmedAt: dayOf(2026, month, day), confirmedBy: by }
}

/** Market days of the villages, and facts that journeys count on in the community that the site opens with. */
const home = '411281001005'

const fixedPoints: Record<string, Partial<OutletImportInput>> = {
  '411281006004-market-1': { hours: 'Su[1,3] 06:00-13:00', hoursText: '每月第一、三个周日赶集' },
  '411281006010-market-1': { hours: 'Mo,We,Fr 06:00-11:00', hoursText: null },
  '411281007002-market-1': { hours: '05:30-18:30; Su[1] 05:30-20:00', hoursText: null },
  [`${home}-laundry-1`]: {
    hours: 'week 1-53/2 Mo-Su 08:30-20:00; week 2-52/2 Mo-Sa 08:30-20:00',
    hoursText: null,
  },
  [`${home}-pharmacy-1`]: {
    name: '康宁大药房（银杏路店）',
    hours: '07:30-23:00',
    hoursText: null,
    phone: '0398-000 1505',
    cash: true,
    stepFree: true,
    elderCounter: true,
    nightDelivery: true,
    chain: true,
    credit: 'A',
    honest: true,
    status: 'open',
    closures: [],
    confirmedAt: '2026-11-16',
    confirmedBy: 'merchant',
  },
  [`${home}-clinic-1`]: {
    hours: '24/7',
    hoursText: '24小时',
    phone: '0398-000 1520',
    cash: true,
    stepFree: true,
    status: 'open',
    closures: [],
    confirmedAt: '2026-11-10',
    confirmedBy: 'staff',
  },
  [`${home}-community_centre-1`]: {
    hours: 'Mo-Fr 08:30-12:00,14:30-18:00; Sa 09:00-12:00; PH off',
    hoursText: null,
    phone: '0398-000 1500',
    status: 'open',
    closures: [],
    confirmedAt: '2026-11-09',
    confirmedBy: 'staff',
  },
  [`${home}-convenience-1`]: {
    name: '邻里鲜便利店（银杏社区店）',
    hours: '24/7',
    hoursText: null,
    phone: '0398-000 1511',
    cash: true,
    stepFree: true,
    chain: true,
    status: 'open',
    closures: [],
    confirmedAt: '2026-11-14',
    confirmedBy: 'merchant',
  },
}

/** Outlets that stand on a certain street. */
const fixedStreets: Record<string, string> = { [`${home}-pharmacy-1`]: '银杏路' }

interface Closing {
  status: 'open' | 'paused' | 'closed'
  closures: NonNullable<OutletImportInput['closures']>
}

const renovations = ['店面装修', '设备检修', '店主外出', '消防整改', '管道改造', '盘点搬迁']

function closing(type: string, random: Random): Closing {
  const roll = random.next()
  if (roll < 0.012 && !publicTypes.has(type)) return { status: 'closed', closures: [] }
  if (roll < 0.037) {
    const from = dayOf(2026, 11, random.pick([2, 9, 12, 16]))
    const to = random.pick(['2026-11-30', '2026-12-05', '2026-12-15', '2026-12-31'])
    return { status: 'paused', closures: [{ from, to, reason: random.pick(renovations) }] }
  }
  if (roll < 0.05) {
    const [from, to] = random.pick([
      ['2026-12-01', '2026-12-03'],
      ['2026-12-07', '2026-12-10'],
      ['2026-12-14', '2026-12-20'],
    ] as const)
    return { status: 'open', closures: [{ from, to, reason: random.pick(renovations) }] }
  }
  if (roll < 0.15 && !publicTypes.has(type) && type !== 'vending') {
    const [from, to] = random.weighted<readonly [string, string]>([
      [['2027-02-04', '2027-02-12'], 5],
      [['2027-02-05', '2027-02-10'], 3],
      [['2027-02-06', '2027-02-08'], 2],
    ])
    return { status: 'open', closures: [{ from, to, reason: '春节休息' }] }
  }
  return { status: 'open', closures: [] }
}

function credit(type: string, random: Random): CreditGrade | null {
  if (publicTypes.has(type) || random.chance(0.34)) return null
  return random.weighted<CreditGrade>([
    ['A', 46],
    ['B', 40],
    ['C', 11],
    ['D', 3],
  ])
}

/** How many outlets of each type a community has. */
function countsFor({ code, urban }: SampleCommunity, random: Random): [string, number][] {
  const rural = ruralTypes[code]
  if (!urban && !rural) return []
  const lacking = new Set(urbanGaps[code] ?? [])
  return outletTypes.flatMap(({ code: type }): [string, number][] => {
    if (urban ? lacking.has(type) : !rural?.includes(type)) return []
    const [inTown = 1, inVillage = 1] = usual[type] ?? []
    if (!urban) return [[type, Math.max(1, Math.round(inVillage * random.between(0.75, 1.35)))]]
    const single = inTown <= 1.15
    const wanted = inTown * (single ? 1 : (busyness[code] ?? 1) * random.between(0.85, 1.15))
    return [[type, Math.max(1, Math.round(wanted))]]
  })
}

/** Where a community's service centre stands, and what it is called. */
export interface Centre {
  position: [lng: number, lat: number]
  name: string
  address: string
}

export interface Ledger {
  centres: Record<string, Centre>
  outlets: OutletImportInput[]
}

/** As people say it: a door on a named street by its number, one in a lane by the nearest such door. */
function address(front: Front, around: readonly Front[]): string {
  if (front.street !== '') return `${front.street} ${front.number} 号`
  let nearest: Front | undefined
  let least = Number.POSITIVE_INFINITY
  for (const other of around) {
    const away = distance(other.at, front.at)
    if (other.street === '' || away >= least) continue
    least = away
    nearest = other
  }
  return nearest ? `${nearest.street} ${nearest.number} 号旁巷内` : '村中'
}

/** Makes the ledger of the town's outlets, in the order of the communities and of the catalog's types. */
export function fillLedger(town: Town, communities: readonly SampleCommunity[]): Ledger {
  const fronts = frontsOf(town)
  const name = namer(
    seededRandom(21),
    Object.values(fixedPoints).flatMap((outlet) => outlet.name ?? []),
  )
  const ids = seededRandom(22)
  const centres: Record<string, Centre> = {}
  const outlets: OutletImportInput[] = []
  for (const [index, community] of communities.entries()) {
    const random = seededRandom(1000 + index)
    const quarter = quarters.find(({ code }) => code === community.code)
    const here = fronts.get(community.code) ?? []
    if (!quarter) throw new RangeError(`${community.code} has no quarter in the plan`)
    const places = placesIn(here, quarter.at, random)
    const centre = places.take('centre', quarter.at)
    centres[community.code] = {
      position: toDegrees(centre.at),
      name: circleTitle(community),
      address: address(centre, here),
    }
    for (const [type, count] of countsFor(community, random))
      for (let nth = 0; nth < count; nth++) {
        const atMarket =
          ['market', 'fresh', 'breakfast'].includes(type) && random.chance(nth === 0 ? 1 : 0.45)
        const front =
          type === 'community_centre'
            ? centre
            : places.take(
                likings[type] ?? 'busy',
                atMarket ? places.hub : undefined,
                fixedStreets[`${community.code}-${type}-${nth + 1}`],
              )
        const place = community.name.replace('社区', '')
        const given = name(type, nth, { community: community.name, place, street: front.street })
        outlets.push({
          id: randomId(ids),
          source: 'sample',
          sourceId: `${community.code}-${type}-${nth + 1}`,
          name: given.name,
          type,
          address: address(front, here),
          position: toDegrees(front.at),
          circle: community.code,
          ...facts(type, given, random),
          ...stopsFor(type, given.name, random, ids, [front, () => places.take('centre')], (place) =>
            address(place, here),
          ),
        })
      }
  }
  return { centres, outlets: outlets.map((outlet) => ({ ...outlet, ...fixedPoints[outlet.sourceId] })) }
}

type Facts = Omit<
  OutletImportInput,
  'id' | 'source' | 'sourceId' | 'name' | 'type' | 'address' | 'position' | 'circle' | 'stops'
>

function facts(type: string, { name, chain }: GivenName, random: Random): Facts {
  const isPublic = publicTypes.has(type)
  const machine = type === 'vending'
  const { hours, hoursText } = hoursFor(type, name, random, isPublic ? 0.07 : 0.105)
  const { status, closures } = closing(type, random)
  const prices: Price[] = random.chance(0.36) ? pricesFor(type, random) : []
  const delivers = ['convenience', 'supermarket', 'fresh', 'pharmacy', 'restaurant'].includes(type)
  const grade = credit(type, random)
  const cash = machine ? fact(random, 0.1, 0.7) : fact(random, isPublic ? 0.5 : 0.62, 0.06)
  return {
    services: servicesFor(type, cash, random),
    hours,
    hoursText,
    phone: random.chance(machine ? 0.3 : isPublic ? 0.92 : 0.68) ? phone(random) : null,
    cash,
    bankCard: fact(random, ['supermarket', 'pharmacy'].includes(type) ? 0.6 : 0.15, 0.25),
    mobilePay: fact(random, 0.82, 0.02),
    stepFree: fact(random, isPublic ? 0.62 : chain ? 0.45 : 0.28, 0.3),
    seat: fact(random, isPublic || type === 'pharmacy' ? 0.4 : 0.12, 0.2),
    hearingAid: fact(random, isPublic ? 0.12 : 0.01, 0.3),
    sightAid: fact(random, isPublic ? 0.15 : 0.015, 0.3),
    elderCounter: fact(random, isPublic ? 0.5 : type === 'pharmacy' ? 0.2 : 0.03, 0.3),
    nightDelivery: delivers ? fact(random, 0.12, 0.5) : null,
    instantDelivery: delivers ? fact(random, 0.33, 0.35) : null,
    chain: isPublic ? false : chain || (random.chance(0.75) ? false : null),
    credit: grade,
    honest: grade === 'A' && random.chance(0.28),
    status,
    closures,
    prices,
    pricesAt: prices.length > 0 ? dayOf(2026, random.whole(4, 11), random.whole(1, 18)) : null,
    ...confirmation(random),
  }
}

/** Stops of a mobile outlet, the first where it is listed. */
function stopsFor(
  type: string,
  name: string,
  random: Random,
  ids: Random,
  [first, next]: readonly [Front, () => Front],
  addressOf: (place: Front) => string,
): Pick<OutletImportInput, 'stops'> & Partial<Pick<OutletImportInput, 'hours' | 'hoursText'>> {
  const stop = (place: Front, hours: string | null) => ({
    id: randomId(ids),
    name: addressOf(place).replace('旁巷内', '旁巷口'),
    position: toDegrees(place.at),
    hours,
    hoursText: null,
  })
  if (type === 'vending') return { stops: random.chance(0.4) ? [stop(first, '24/7')] : [] }
  if (type !== 'vegetable_van' && type !== 'food_truck') return {}
  const others = Array.from({ length: random.whole(1, type === 'vegetable_van' ? 4 : 2) }, next)
  const hours = stopHours(type, name, random)
  return {
    stops: [first, ...others].map((place, index) => stop(place, hours[index] ?? null)),
    hours: null,
    hoursText: null,
  }
}
