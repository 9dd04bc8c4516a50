/**
 * What may happen to voices, and the measure worked out from the whole history of it by brute force: written
 * differently from the database's counts and knowing nothing of them.
 */

import fc from 'fast-check'
import type { Distribution, Tally } from '../../schema/rules/satisfaction.ts'

export interface Subject {
  kind: 'outlet' | 'circle'
  id: string
  community: string | null
  subdistrict: string | null
}

/** One act. `who` and `on` are numbers of residents and subjects. */
export type Happening =
  | { act: 'rate'; who: number; on: number; grade: 1 | 2 | 3 | 4 | 5; via: 'poster' | null; twice: boolean }
  | { act: 'withdraw'; who: number; on: number; twice: boolean }
  | { act: 'hold' | 'clear' | 'drop'; who: number; on: number }
  | { act: 'wait'; days: number }

export function happenings(residents: number, subjects: number): fc.Arbitrary<Happening[]> {
  const who = fc.nat(residents - 1)
  const on = fc.nat(subjects - 1)
  return fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          act: fc.constant('rate' as const),
          who,
          on,
          grade: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const),
          via: fc.constantFrom('poster' as const, null),
          twice: fc.boolean(),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ act: fc.constant('withdraw' as const), who, on, twice: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          act: fc.constantFrom('hold' as const, 'clear' as const, 'drop' as const),
          who,
          on,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          act: fc.constant('wait' as const),
          days: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 400 })),
        }),
      },
    ),
    { maxLength: 45 },
  )
}

interface Voice {
  resident: number
  subject: Subject
  grade: number
  via: 'poster' | null
  day: number
  state: 'counted' | 'held' | 'dropped'
}

/** The voices that stand after a history, with the number of the day on which it ends. */
export function replay(
  history: readonly Happening[],
  subjects: readonly Subject[],
): { voices: Voice[]; today: number } {
  let today = 0
  const standing = new Map<string, { voice: Voice; withdrawn: boolean }>()
  for (const happening of history) {
    if (happening.act === 'wait') {
      today += happening.days
      continue
    }
    const subject = subjects[happening.on]
    if (!subject) continue
    const key = `${happening.who} ${happening.on}`
    const known = standing.get(key)
    if (happening.act === 'rate') {
      const before = known?.voice.state ?? 'counted'
      standing.set(key, {
        withdrawn: false,
        voice: {
          resident: happening.who,
          subject,
          grade: happening.grade,
          via: happening.via,
          day: today,
          // what staff have not let through stays with them, and what they dropped comes back to them
          state: before === 'counted' ? 'counted' : 'held',
        },
      })
    } else if (!known || known.withdrawn) {
      // nothing to act on
    } else if (happening.act === 'withdraw') known.withdrawn = true
    else if (happening.act === 'hold') {
      if (known.voice.state === 'counted') known.voice.state = 'held'
    } else if (happening.act === 'clear') known.voice.state = 'counted'
    else known.voice.state = 'dropped'
  }
  return {
    voices: [...standing.values()].flatMap(({ voice, withdrawn }) => (withdrawn ? [] : [voice])),
    today,
  }
}

/** Counts the voices that pass, one by one, and those of them that came by a poster. */
export function tallyOf(
  voices: readonly Voice[],
  passes: (voice: Voice) => boolean,
): Tally & { poster: number } {
  const own = voices.filter(passes)
  const counted = own.filter(({ state }) => state === 'counted')
  const of = (grade: number) => counted.filter((voice) => voice.grade === grade).length
  const distribution: Distribution = [of(1), of(2), of(3), of(4), of(5)]
  return {
    distribution,
    residents: new Set(counted.map(({ resident }) => resident)).size,
    held: own.filter(({ state }) => state === 'held').length,
    poster: counted.filter(({ via }) => via === 'poster').length,
  }
}
