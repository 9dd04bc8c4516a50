/** The sample city as the loader takes it. Everything in it is made up; see `make.ts`. */

import * as v from 'valibot'
import definition from '../catalog/cities/yima.json' with { type: 'json' }
import type { CityDefinition, Position } from '../catalog/divisions.ts'
import { OutletImport, type OutletImportRow } from '../contract/outlet-import.ts'
import type { Residence } from '../contract/residence.ts'
import { PositionShape } from '../contract/values.ts'
import cityData from './data/city.json' with { type: 'json' }
import outletData from './data/outlets.json' with { type: 'json' }
import residenceData from './data/residences.json' with { type: 'json' }
import { type SampleCase, sampleCases } from './ledger/cases.ts'
import { type SampleGoals, sampleGoals } from './ledger/goals.ts'
import { type SampleVoice, sampleVoices } from './ledger/voices.ts'
import { type SampleWish, sampleWishes } from './ledger/wishes.ts'

const CityData = v.object({
  centres: v.record(v.string(), v.object({ position: PositionShape, name: v.string(), address: v.string() })),
  gaps: v.record(v.string(), v.array(v.string())),
})

const ResidenceData = v.record(v.string(), v.array(v.strictTuple([v.number(), v.number(), v.number()])))

export interface SampleCentre {
  /** WGS-84 degrees */
  position: Position
  name: string
  address: string
}

export interface SampleCity {
  /** the city's divisions with every community's centre filled in */
  city: CityDefinition
  /** service centres by community code */
  centres: Record<string, SampleCentre>
  outlets: OutletImportRow[]
  /** where people live, with households */
  residences: Residence[]
  /** its way to its goals so far */
  goals: readonly SampleGoals[]
  /** what made-up residents say of the outlets and circles */
  voices: SampleVoice[]
  /** what they complain of, and what is done about it */
  cases: SampleCase[]
  /** what made-up residents wish for, and what staff have made of it */
  wishes: SampleWish[]
  /** type codes that served communities are deliberately without, by community code */
  gaps: Record<string, string[]>
}

function sampleResidences(): Residence[] {
  return Object.entries(v.parse(ResidenceData, residenceData)).flatMap(([community, places]) =>
    places.map(
      ([lng, lat, households]): Residence => ({ name: null, community, position: [lng, lat], households }),
    ),
  )
}

/**
 * The sample city.
 * @throws ValiError when the committed data does not fit the contract, which its test would have shown
 */
export function sampleCity(): SampleCity {
  const { centres, gaps } = v.parse(CityData, cityData)
  const outlets = v.parse(v.array(OutletImport), outletData)
  const [lng = 0, lat = 0] = definition.centre
  const [west = 0, south = 0, east = 0, north = 0] = definition.bounds
  return {
    city: {
      ...definition,
      centre: [lng, lat],
      bounds: [west, south, east, north],
      communities: definition.communities.map((community) => ({
        ...community,
        centre: centres[community.code]?.position ?? null,
      })),
    },
    centres,
    outlets,
    residences: sampleResidences(),
    goals: sampleGoals,
    voices: sampleVoices(definition.communities, outlets),
    cases: sampleCases(definition.communities, outlets),
    wishes: sampleWishes(),
    gaps,
  }
}
