/** The open tallies of the city, of one revision: cells from which the measure is worked out, and numbers of residents. */

import type { RowOf } from '../../schema/catalog/open-data/fields.ts'
import type { residentFields, TallyKind } from '../../schema/catalog/open-data/voices.ts'
import { satisfactionRule } from '../../schema/catalog/satisfaction.ts'
import type { OpenTallies } from '../../schema/contract/open-data.ts'
import { type PeopledScope, residentsTold } from '../../schema/rules/tallies/residents.ts'
import { rowsOf } from '../../schema/rules/tallies/rows.ts'
import { mayTell } from '../../schema/rules/tallies/runs.ts'
import { talliesOf } from '../../schema/rules/tallies/tallies.ts'
import { instant } from '../guard/time.ts'
import type { CountedYear } from './tally-store.ts'

/** What the dataset says apart from what every dataset says. */
export type TalliesTold = Omit<OpenTallies, 'sample' | 'revision' | 'licence' | 'attribution'>

/** The cells and what the measure needs beside them. */
export function talliesTold(year: CountedYear, now: number): TalliesTold {
  const { from, to, months, places, residents, satisfiedFrom } = year
  const tallies = talliesOf(places, satisfiedFrom)
  const { counted, held, weighting } = tallies
  const people = residents.get('') ?? 0
  const withheld: TallyKind[] = []
  if (!counted) withheld.push('counted')
  if (!held) withheld.push('held')
  return {
    asOf: instant(now),
    from,
    to,
    satisfiedFrom,
    strictFrom: satisfactionRule.strictFrom,
    weighting,
    residents: mayTell(people) ? people : null,
    withheld,
    othersWeight: counted?.others?.weight ?? null,
    othersRate: counted?.others?.rate ?? null,
    othersStrictRate: counted?.others?.strictRate ?? null,
    rows: rowsOf(tallies, months),
  }
}

type ResidentRow = RowOf<typeof residentFields>

/** How many distinct residents have a voice, of the scopes of which that may be told. */
export function residentRows({ residents, places, subdistricts }: CountedYear, city: string): ResidentRow[] {
  const of = (code: string, parts: readonly PeopledScope[] = []): PeopledScope => ({
    code,
    residents: residents.get(code) ?? 0,
    parts,
  })
  const whole = of(
    '',
    subdistricts.map((code) =>
      of(
        code,
        places.flatMap((place) =>
          place.subdistrict === code && place.code !== null ? [of(place.code)] : [],
        ),
      ),
    ),
  )
  if (!mayTell(whole.residents)) return []
  return [
    { scope: 'city', code: city, residents: whole.residents },
    ...residentsTold(whole).map(
      ({ code, residents: own }): ResidentRow => ({
        scope: subdistricts.includes(code) ? 'subdistrict' : 'community',
        code,
        residents: own,
      }),
    ),
  ]
}
