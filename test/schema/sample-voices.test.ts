import { describe, expect, it } from 'vitest'
import { type Verdict, verdicts } from '../../schema/catalog/satisfaction.ts'
import { COMMENT_MAX } from '../../schema/contract/limits.ts'
import { type Distribution, measureOf } from '../../schema/rules/satisfaction.ts'
import { sampleCity } from '../../schema/sample/sample.ts'

const { city, outlets, voices } = sampleCity()
const circleOf = new Map(outlets.map(({ id, circle }) => [id, circle]))
const recent = voices.filter(({ daysAgo, held }) => daysAgo < 365 && held === null)

function verdictOf(own: typeof voices): Verdict {
  const counts: [number, number, number, number, number] = [0, 0, 0, 0, 0]
  for (const { grade } of own) counts[grade - 1] = (counts[grade - 1] ?? 0) + 1
  const distribution: Distribution = counts
  const residents = new Set(own.map(({ resident }) => resident)).size
  return measureOf({ distribution, residents, held: 0 }, 3).verdict
}

describe('the sample’s voices', () => {
  it('have one of every verdict among the communities', () => {
    const found = new Set(
      city.communities.map(({ code }) =>
        verdictOf(
          recent.filter(
            ({ kind, subject }) => (kind === 'circle' ? subject : circleOf.get(subject)) === code,
          ),
        ),
      ),
    )
    expect(found).toEqual(new Set(verdicts))
  })

  it('are one for each resident and subject, on what there is, and the same every time', () => {
    const keys = voices.map(({ resident, kind, subject }) => `${resident} ${kind} ${subject}`)
    expect(new Set(keys).size).toBe(voices.length)
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length)
    const codes = new Set(city.communities.map(({ code }) => code))
    for (const { kind, subject } of voices) {
      expect(kind === 'circle' ? codes.has(subject) : circleOf.has(subject), subject).toBe(true)
    }
    expect(sampleCity().voices).toEqual(voices)
  })

  it('say nothing twice of the same place', () => {
    const said = voices.flatMap(({ subject, comment }) => (comment === null ? [] : [`${subject} ${comment}`]))
    expect(new Set(said).size).toBe(said.length)
  })

  it('have some that are held back, comments that wait, and days beyond the last 365', () => {
    expect(voices.filter(({ held }) => held !== null).length).toBeGreaterThan(20)
    expect(voices.some(({ comment, approved }) => comment !== null && !approved)).toBe(true)
    expect(voices.some(({ approved }) => approved)).toBe(true)
    expect(voices.some(({ daysAgo }) => daysAgo >= 365)).toBe(true)
    expect(voices.every(({ comment }) => (comment?.length ?? 0) <= COMMENT_MAX)).toBe(true)
  })
})
