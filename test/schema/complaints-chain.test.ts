import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CHAIN_START,
  type ChainEvent,
  eventHash,
  followChain,
  sealedWords,
  wordsHash,
} from '../../schema/rules/complaints/chain.ts'

/** A chain over these events, as it should be. */
async function chained(told: readonly { act: string; facts: string }[]): Promise<ChainEvent[]> {
  const events: ChainEvent[] = []
  let before = CHAIN_START
  for (const [at, { act, facts }] of told.entries()) {
    const event = {
      seq: at + 1,
      case: `case${at % 3}`,
      at: '2026-11-24T04:00:00.000Z',
      by: 'staff',
      act,
      facts,
      words: null,
      before,
    }
    const hash = await eventHash(event)
    events.push({ ...event, hash })
    before = hash
  }
  return events
}

const events = fc.array(fc.record({ act: fc.string(), facts: fc.string() }), { minLength: 2, maxLength: 12 })
const place = fc.nat()

describe('the chain', () => {
  it('holds as it was written, also from the middle on', async () => {
    await fc.assert(
      fc.asyncProperty(events, place, async (told, at) => {
        const all = await chained(told)
        const head = all.at(-1)?.hash
        expect(await followChain(all)).toEqual({ holds: true, events: all.length, head })
        const start = all[at % all.length]
        expect(await followChain(all.slice(start?.seq), start)).toEqual({
          holds: true,
          events: all.length,
          head,
        })
      }),
    )
    expect(await followChain([])).toEqual({ holds: true, events: 0, head: CHAIN_START })
  })

  it('tells which event was altered, in whatever part', async () => {
    const parts = fc.constantFrom('case', 'at', 'by', 'act', 'facts', 'words', 'before', 'hash')
    await fc.assert(
      fc.asyncProperty(events, place, parts, async (told, at, part) => {
        const all = await chained(told)
        const which = at % all.length
        const altered = all.map((event, index) =>
          index === which ? { ...event, [part]: 'something else' } : event,
        )
        expect(await followChain(altered)).toEqual({ holds: false, seq: which + 1, why: 'altered' })
      }),
    )
  })

  it('tells also of one whose own hash was made anew, at the next', async () => {
    const all = await chained([
      { act: 'file', facts: '{}' },
      { act: 'accept', facts: '{}' },
      { act: 'resolve', facts: '{}' },
    ])
    const [first, second, third] = all
    if (!first || !second || !third) throw new Error('there are three')
    const forged = { ...second, act: 'reject' }
    const remade = { ...forged, hash: await eventHash(forged) }
    expect(await followChain([first, remade, third])).toEqual({ holds: false, seq: 3, why: 'altered' })
  })

  it('tells where one is missing, but for the last, which only who has kept its hash can miss', async () => {
    await fc.assert(
      fc.asyncProperty(events, place, async (told, at) => {
        const all = await chained(told)
        const which = at % (all.length - 1)
        expect(await followChain(all.toSpliced(which, 1))).toEqual({
          holds: false,
          seq: which + 1,
          why: 'missing',
        })
        const shorter = await followChain(all.slice(0, -1))
        expect(shorter).toMatchObject({ holds: true, events: all.length - 1 })
      }),
    )
  })

  it('tells where two have changed places, with or without their numbers', async () => {
    await fc.assert(
      fc.asyncProperty(events, place, async (told, at) => {
        const all = await chained(told)
        const which = at % (all.length - 1)
        const [one, other] = all.slice(which, which + 2)
        if (!one || !other) throw new Error('there are two')
        const swapped = all.toSpliced(which, 2, other, one)
        expect(await followChain(swapped)).toMatchObject({ holds: false, seq: which + 1 })
        const renumbered = all.toSpliced(which, 2, { ...other, seq: one.seq }, { ...one, seq: other.seq })
        expect(await followChain(renumbered)).toEqual({ holds: false, seq: which + 1, why: 'altered' })
        const twice = all.toSpliced(which, 0, one)
        expect(await followChain(twice)).toEqual({ holds: false, seq: which + 1, why: 'moved' })
      }),
    )
  })
})

describe('private words', () => {
  it('are told apart by their hash, and not without their salt', async () => {
    const words = sealedWords('多收了两元', ['ab'])
    expect(await wordsHash('salt', words)).toMatch(/^[0-9a-f]{64}$/)
    expect(await wordsHash('other', words)).not.toBe(await wordsHash('salt', words))
    expect(await wordsHash('salt', sealedWords('多收了两元', []))).not.toBe(await wordsHash('salt', words))
    expect(await wordsHash('salt', sealedWords('多收了三元', ['ab']))).not.toBe(
      await wordsHash('salt', words),
    )
  })
})
