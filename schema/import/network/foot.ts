/**
 * What OpenStreetMap's tags say to somebody on foot: which ways are walked, which barriers stop, what a way is like.
 *
 * Defaults are those of "OSM tags for routing/Access restrictions" in OpenStreetMap's wiki, as OSRM's and
 * GraphHopper's profiles for walking read them. Access that depends on the hour (`access:conditional`) is not
 * read: a park that closes at night is walked through.
 */

import { edgeFlags } from '../../rules/walking/network.ts'
import type { Tags } from '../osm.ts'

/** Ways of these kinds are walked unless something says otherwise. */
const walkedKinds: ReadonlySet<string | undefined> = new Set([
  'footway',
  'pedestrian',
  'steps',
  'path',
  'corridor',
  'platform',
  'living_street',
  'residential',
  'service',
  'unclassified',
  'road',
  'track',
  'tertiary',
  'tertiary_link',
  'secondary',
  'secondary_link',
  'primary',
  'primary_link',
])

/**
 * Ways of these kinds are walked only where a tag lets people on foot in. In most countries nobody may walk on a cycleway
 * that has no such tag; a trunk road with a sidewalk is walked along.
 */
const openedKinds: ReadonlySet<string | undefined> = new Set([
  'cycleway',
  'bridleway',
  'busway',
  'trunk',
  'trunk_link',
  'motorway',
  'motorway_link',
])

/** `destination` and `customers` are let in: whoever walks to an outlet is one. */
const letIn: ReadonlySet<string | undefined> = new Set([
  'yes',
  'designated',
  'permissive',
  'official',
  'public',
  'destination',
  'customers',
  'discouraged',
])
const keptOut: ReadonlySet<string | undefined> = new Set([
  'no',
  'private',
  'permit',
  'use_sidepath',
  'agricultural',
  'forestry',
  'delivery',
  'military',
  'emergency',
  'employees',
])

/** What the tags say of access on foot; `foot` has the last word. Undefined when they say nothing. */
function mayEnter(tags: Tags): boolean | undefined {
  for (const value of [tags['foot'], tags['access']]) {
    if (letIn.has(value)) return true
    if (keptOut.has(value)) return false
  }
  return undefined
}

const footIsLetIn = (tags: Tags) => letIn.has(tags['foot'])

const yes = (value: string | undefined) => value !== undefined && value !== 'no'

const sidewalkKeys = ['sidewalk', 'sidewalk:both', 'sidewalk:left', 'sidewalk:right']
const sidewalkSides: ReadonlySet<string | undefined> = new Set(['yes', 'both', 'left', 'right'])
/** A sidewalk that is drawn as a way of its own does not open the road. */
const hasSidewalk = (tags: Tags) => sidewalkKeys.some((key) => sidewalkSides.has(tags[key]))

/** The kind of street or platform that a way is; undefined for rivers, fences and ferries. */
const kindOf = (tags: Tags): string | undefined =>
  tags['highway'] ??
  (tags['railway'] === 'platform' || tags['public_transport'] === 'platform' || tags['man_made'] === 'pier'
    ? 'platform'
    : undefined)

/** Whether a way is some kind of street at all, walked or not. */
export const isStreet = (tags: Tags): boolean => kindOf(tags) !== undefined

/** Whether people on foot may and do use a way. */
export function isWalked(tags: Tags): boolean {
  const kind = kindOf(tags)
  if (!walkedKinds.has(kind) && !openedKinds.has(kind)) return false
  if (mayEnter(tags) === false) return false
  if (footIsLetIn(tags)) return true
  if (tags['motorroad'] === 'yes') return false
  return walkedKinds.has(kind) || hasSidewalk(tags)
}

const looseSurfaces: ReadonlySet<string | undefined> = new Set([
  'unpaved',
  'gravel',
  'pebblestone',
  'ground',
  'dirt',
  'earth',
  'soil',
  'clay',
  'grass',
  'mud',
  'sand',
  'rock',
  'rocks',
  'stone',
  'stepping_stones',
  'woodchips',
  'shells',
  'snow',
  'ice',
])
const bumpySurfaces: ReadonlySet<string | undefined> = new Set(['cobblestone', 'unhewn_cobblestone'])
const pavedSurfaces: ReadonlySet<string | undefined> = new Set([
  ...bumpySurfaces,
  'paved',
  'asphalt',
  'concrete',
  'concrete:plates',
  'concrete:lanes',
  'paving_stones',
  'sett',
  'bricks',
  'brick',
  'tiles',
  'wood',
  'metal',
  'chipseal',
  'rubber',
  'tartan',
])

/** "Intermediate" is the last that wheelchairs pass, by the key's own definition. */
const smoothEnough: ReadonlySet<string | undefined> = new Set(['excellent', 'good', 'intermediate'])
const looseTracks: ReadonlySet<string | undefined> = new Set(['grade3', 'grade4', 'grade5'])

/** What was seen for wheels comes before what the material lets one expect. */
function isRough(tags: Tags): boolean {
  const { wheelchair, smoothness, surface, tracktype } = tags
  if (wheelchair === 'no') return true
  if (wheelchair === 'yes' || wheelchair === 'designated') return false
  if (smoothness !== undefined) return !smoothEnough.has(smoothness)
  if (yes(tags['ford']) || tags['sac_scale'] !== undefined) return true
  if (surface !== undefined) return looseSurfaces.has(surface) || bumpySurfaces.has(surface)
  return looseTracks.has(tracktype)
}

/** Stairs, moving ones too; with a ramp for wheels beside them people have the choice, and none of the trouble. */
const isSteps = (tags: Tags) => tags['highway'] === 'steps' && !yes(tags['ramp:wheelchair'])

const isCrossing = (tags: Tags) => tags['footway'] === 'crossing' || tags['path'] === 'crossing'

/** The sum of {@link edgeFlags} for a way. */
export function wayFlags(tags: Tags): number {
  const isPaved = pavedSurfaces.has(tags['surface']) || (!tags['surface'] && tags['tracktype'] === 'grade1')
  return (
    (isSteps(tags) ? edgeFlags.steps : 0) +
    (isRough(tags) ? edgeFlags.rough : 0) +
    (isPaved ? edgeFlags.paved : 0) +
    (isCrossing(tags) ? edgeFlags.crossing : 0) +
    (yes(tags['bridge']) ? edgeFlags.bridge : 0) +
    (yes(tags['tunnel']) ? edgeFlags.tunnel : 0)
  )
}

/** Barriers that nobody walks through unless a tag says so; of gates one takes it that they can be opened. */
const closedBarriers: ReadonlySet<string | undefined> = new Set([
  'yes',
  'wall',
  'city_wall',
  'retaining_wall',
  'fence',
  'hedge',
  'ditch',
  'guard_rail',
  'jersey_barrier',
  'debris',
])

/** Barriers that people on foot pass, but neither wheelchairs nor prams. */
const narrowBarriers: ReadonlySet<string | undefined> = new Set([
  'stile',
  'turnstile',
  'full-height_turnstile',
  'kissing_gate',
  'horse_stile',
  'step',
  'log',
])

/**
 * What a node with a barrier does to whoever walks past it.
 * @returns `closed` when nobody may pass, `narrow` when wheels may not, null when all may
 */
export function barrierOf(tags: Tags): 'closed' | 'narrow' | null {
  const kind = tags['barrier']
  if (kind === undefined || kind === 'no') return null
  const may = mayEnter(tags)
  if (may === false) return 'closed'
  if (may === undefined && (closedBarriers.has(kind) || tags['locked'] === 'yes')) return 'closed'
  const { wheelchair } = tags
  if (wheelchair === 'no') return 'narrow'
  return narrowBarriers.has(kind) && wheelchair !== 'yes' ? 'narrow' : null
}
