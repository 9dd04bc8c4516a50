import { describe, expect, it } from 'vitest'
import {
  differenceOf,
  keptSurface,
  presentSurface,
  type Surface,
  unnamedIn,
} from '../../schema/api-surface.ts'
import { apiVersions, type Change, NOTICE_DAYS } from '../../schema/contract/api-changes.ts'
import { operations } from '../../schema/contract/operations.ts'
import { dayOfIso } from '../../schema/rules/hours/days.ts'

const [newest] = apiVersions
const oldestFirst = apiVersions.toReversed()

/** Every change with the version it stands in, the oldest first. */
const changes = oldestFirst.flatMap(({ version, date, changes: own }) =>
  own.map((change) => ({ ...change, version, date })),
)
const namesOf = (kind: Change['kind']) =>
  changes.filter((change) => change.kind === kind).flatMap(({ names }) => names)

describe('the changelog of the API', () => {
  it('tells of what the API is: else name what differs in api-changes.ts and run `npm run api-surface`', () => {
    const [kept, present] = [keptSurface(), presentSurface()]
    expect(differenceOf(kept, present)).toEqual({ added: [], changed: [], removed: [] })
    expect(present).toEqual(kept)
    expect(kept.version).toBe(newest?.version)
  })

  it('tells when every operation came, once', () => {
    const gone = new Set(namesOf('removed'))
    const came = namesOf('added').filter((name) => !gone.has(name))
    expect(came.toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  })

  it('names only what there is', () => {
    const { operations: known, shapes } = presentSurface()
    const there = new Set([...Object.keys(known), ...Object.keys(shapes), ...namesOf('removed')])
    expect(changes.flatMap(({ names }) => names).filter((name) => !there.has(name))).toEqual([])
  })

  it('counts versions up, a day at a time or later', () => {
    expect(oldestFirst.map(({ version }) => version)).toEqual(oldestFirst.map((_, at) => at + 1))
    const dates = oldestFirst.map(({ date }) => date)
    expect(dates).toEqual(dates.toSorted())
  })

  it('says long before when something open goes', () => {
    for (const { kind, names, date, goes } of changes) {
      if (kind === 'deprecated')
        expect(dayOfIso(goes ?? '')).toBeGreaterThanOrEqual(dayOfIso(date) + NOTICE_DAYS)
      if (kind !== 'removed') continue
      for (const name of names) {
        const announced = changes.find(
          (change) => change.kind === 'deprecated' && change.names.includes(name),
        )
        // what has never been open may go without
        const line = keptSurface().operations[name]
        if (announced || line?.endsWith('open')) {
          expect(dayOfIso(announced?.goes ?? '9999-12-31'), name).toBeLessThanOrEqual(dayOfIso(date))
        }
      }
    }
  })
})

describe('what has to be named', () => {
  const before: Surface = {
    version: 1,
    operations: { getCity: 'GET /api/city | 200 application/json City', getOld: 'GET /api/old | 204' },
    shapes: { City: 'code name', Old: 'a' },
  }
  const after: Surface = {
    version: 2,
    operations: {
      getCity: 'GET /api/city | query: lang? | 200 application/json City',
      getNew: 'GET /api/new | 204',
    },
    shapes: { City: 'code name nameEn', New: 'b' },
  }
  const change = (kind: Change['kind'], ...names: string[]): Change => ({
    kind,
    names,
    summary: 'so',
    summaryZh: '如此',
  })
  const version = (...own: Change[]) => ({ version: 2, date: '2026-12-01', changes: own })

  it('is what came, what went, and what is otherwise than before', () => {
    expect(differenceOf(before, after)).toEqual({
      added: ['getNew'],
      changed: ['getCity', 'City'],
      removed: ['getOld'],
    })
  })

  it('is missed while no change of its kind names it', () => {
    const difference = differenceOf(before, after)
    expect(unnamedIn(difference, version())).toEqual([
      'added: getNew',
      'changed: getCity City',
      'removed: getOld',
    ])
    expect(
      unnamedIn(difference, version(change('changed', 'getNew', 'City'), change('removed', 'getOld'))),
    ).toEqual(['added: getNew', 'changed: getCity'])
    expect(
      unnamedIn(
        difference,
        version(change('added', 'getNew'), change('changed', 'getCity', 'City'), change('removed', 'getOld')),
      ),
    ).toEqual([])
  })
})
