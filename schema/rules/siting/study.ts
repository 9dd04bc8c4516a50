/** A study of where outlets of one type are wanted: who reaches one today, who would, and where most would. */

import type { Position } from '../../catalog/divisions.ts'
import { paces } from '../../catalog/paces.ts'
import {
  type AssessedCommunity,
  type Ground,
  groundsOf,
  type Residence,
  secondsFrom,
} from '../assessment/ground.ts'
import { streetWalks } from '../assessment/street-walks.ts'
import { estimatedWalks, type Spot, type Walks, type WalksTo } from '../assessment/walks.ts'
import { minutesOf } from '../walking/estimate.ts'
import { nodePosition, type WalkingNetwork } from '../walking/network.ts'
import { type BestPlaces, bestPlaces } from './coverage.ts'
import { type Demand, newlyReached } from './demand.ts'
import { type CommunityGain, gains, gainsOf } from './gains.ts'
import { placesAround } from './places.ts'

/** A city as it is studied. */
export interface StudiedCity {
  communities: readonly AssessedCommunity[]
  residences: readonly Residence[]
  /** null: walks are estimated */
  network: WalkingNetwork | null
}

/**
 * What a gain is counted in: households where those of every community are known, metres of street where those are;
 * else, so that unlike things are not added, shares of communities, each of which counts 1.
 */
export type DemandUnit = 'households' | 'metres' | 'communities'

/** A place that was chosen, with the reasons. */
export interface ReasonedPlace {
  /** number of the candidate */
  candidate: number
  position: Position
  /** what it adds to those before it, in the study's unit */
  gained: number
  /** whom it serves beside those before it */
  gains: CommunityGain[]
}

export interface ReasonedChoice extends Pick<BestPlaces, 'gained' | 'bound' | 'exact'> {
  places: ReasonedPlace[]
}

export interface Study {
  unit: DemandUnit
  /** all demand together, in that unit, and how much of it reaches an outlet today */
  whole: number
  reached: number
  /** What planned outlets give together. */
  gains(planned: readonly Position[]): CommunityGain[]
  /** Places on the streets that are worth trying, because somebody nearby reaches none today; none without streets. */
  candidates(): Position[]
  /**
   * The best of some places.
   * @param onTried told how many candidates have been walked from
   */
  best(candidates: readonly Position[], count: number, onTried?: (tried: number) => void): ReasonedChoice
}

/** Made once a city: whose people are where. */
export interface StudyRoom {
  /**
   * Studies a type.
   * @param outlets where it is: each stop of a mobile one
   * @param limit minutes within which one is to be
   */
  study(outlets: readonly Position[], limit: number): Study
}

/** Prepares studies of a city. */
export function studyRoom({ communities, residences, network }: StudiedCity): StudyRoom {
  const walks = network ? streetWalks(network) : estimatedWalks
  const grounds = groundsOf(communities, residences, walks)
  const { demand, unit, points } = demandOf(communities, grounds)
  return {
    study: (outlets, limit) => studyOf({ network, walks, demand, unit, points, limit }, outlets),
  }
}

interface Room {
  network: WalkingNetwork | null
  walks: Walks
  demand: Demand
  unit: DemandUnit
  /** where each point of the demand is: a node of the network, or a spot */
  points: readonly (Spot | number)[]
  /** minutes */
  limit: number
}

function studyOf(room: Room, outlets: readonly Position[]): Study {
  const { network, walks, demand, unit, points, limit } = room
  /** Whole minutes from every point to the nearest of some places, as minutes are told. */
  const minutesTo = (places: readonly Position[]): Float64Array => {
    const to: WalksTo = walks.toNearest(places.map(walks.spotOf))
    return Float64Array.from(points, (point) => minutesOf(secondsFrom(to, point)))
  }
  const before = minutesTo(outlets)
  const reached = reachedWeights(demand, before, limit)
  const sum = (weights: ArrayLike<number>) => Array.from(weights).reduce((total, weight) => total + weight, 0)
  return {
    unit,
    whole: sum(demand.weights),
    reached: sum(reached),
    gains: (planned) =>
      planned.length === 0 ? [] : gains({ demand, before, planned: [minutesTo(planned)], limit }),
    candidates: () => {
      if (!network) return []
      const unserved = points.filter((_, point) => !((before[point] ?? Number.POSITIVE_INFINITY) <= limit))
      const positions = unserved.map((point) =>
        typeof point === 'number' ? nodePosition(network, point) : point.position,
      )
      return placesAround(network, positions, limit * paces.standard)
    },
    best: (candidates, count, onTried) => {
      const covered = candidates.map((candidate, at) => {
        const added = newlyReached(before, minutesTo([candidate]), limit)
        onTried?.(at + 1)
        return added
      })
      const { chosen, ...result } = bestPlaces({ weights: demand.weights, candidates: covered, count })
      const had = Float64Array.from(reached)
      const places = chosen.flatMap(({ candidate, points: own, gained }): ReasonedPlace[] => {
        const position = candidates[candidate]
        const added = weightsOf(demand, own)
        const ownGains = gainsOf(demand, had, added)
        added.forEach((weight, community) => {
          had[community] = (had[community] ?? 0) + weight
        })
        return position ? [{ candidate, position, gained, gains: ownGains }] : []
      })
      return { ...result, places }
    },
  }
}

/** What some points weigh, by community. */
function weightsOf(demand: Demand, points: Iterable<number>): Float64Array {
  const weights = new Float64Array(demand.communities.length)
  for (const point of points) {
    const community = demand.communityOf[point] ?? 0
    weights[community] = (weights[community] ?? 0) + (demand.weights[point] ?? 0)
  }
  return weights
}

/** What reaches an outlet already, by community. */
function reachedWeights(demand: Demand, before: ArrayLike<number>, limit: number): Float64Array {
  const points = Array.from(before, (minutes, point) => (minutes <= limit ? point : -1))
  return weightsOf(
    demand,
    points.filter((point) => point >= 0),
  )
}

/** The grounds of all communities as one demand. */
function demandOf(
  communities: readonly AssessedCommunity[],
  grounds: readonly Ground[],
): { demand: Demand; unit: DemandUnit; points: (Spot | number)[] } {
  const told = grounds.filter(({ points }) => points.length > 0)
  const isAll = (weighted: Ground['weighted']) => told.every((ground) => ground.weighted === weighted)
  const unit = isAll('residences') ? 'households' : isAll('nodes') ? 'metres' : 'communities'
  const all = grounds.flatMap(({ points }, community) => {
    const whole = points.reduce((total, { weight }) => total + weight, 0)
    return points.map(({ at, weight }) => ({
      at,
      community,
      weight: unit === 'communities' ? weight / whole : weight,
    }))
  })
  return {
    unit,
    points: all.map(({ at }) => at),
    demand: {
      communities: communities.map(({ code }) => code),
      communityOf: all.map(({ community }) => community),
      weights: all.map(({ weight }) => weight),
    },
  }
}
