/**
 * Verifies everything that is kept of complaints: the chain of events, every case against its events done again, and
 * private words against the hashes that stand for them. The first break is named.
 */

import { CHAIN_START, type ChainEvent, followChain, sealedWords, wordsHash } from './chain.ts'
import { differences, type Replayed, replayEvent } from './replay.ts'

/** A case as it is stored. */
export interface KeptCase {
  id: string
  /** by the names of `CaseFacts`, as many as are known */
  facts: Readonly<Record<string, unknown>>
}

/** Private words as they are stored. */
export interface KeptWords {
  /** number of their event */
  seq: number
  text: string
  salt: string
  /** SHA-256 of each photo, in order */
  photos: readonly string[]
}

/** Where it is read. Each is read once, in order; events are asked for again, to see what has come meanwhile. */
export interface KeptComplaints {
  eventsAfter(seq: number): AsyncIterable<ChainEvent>
  cases(): AsyncIterable<KeptCase>
  /** null where private words cannot be read */
  words: (() => AsyncIterable<KeptWords>) | null
}

/** What is found. */
export type Verdict =
  | { holds: true; events: number; cases: number; head: string }
  | {
      holds: false
      what: 'event'
      seq: number
      why: 'altered' | 'missing' | 'moved' | 'not_allowed' | 'words'
    }
  | { holds: false; what: 'case'; case: string; why: 'altered' | 'missing' | 'added'; fields: string[] }

type Break = Extract<Verdict, { holds: false }>

/** Thrown within, to end on the first break. */
class Broken extends Error {
  readonly verdict: Break
  constructor(verdict: Break) {
    super('broken')
    this.verdict = verdict
  }
}

/** Verifies it all. */
export async function verifyComplaints(kept: KeptComplaints): Promise<Verdict> {
  try {
    return await verify(kept)
  } catch (error) {
    if (error instanceof Broken) return error.verdict
    throw error
  }
}

async function verify(kept: KeptComplaints): Promise<Verdict> {
  const replayed = new Map<string, Replayed>()
  const sealed = new Map<number, string>()

  /** Hands events on, and does each again once the chain has been found to hold up to it. */
  async function* replaying(events: AsyncIterable<ChainEvent>) {
    for await (const event of events) {
      yield event
      const next = replayEvent(replayed.get(event.case) ?? null, event)
      if (next === null) throw new Broken({ holds: false, what: 'event', seq: event.seq, why: 'not_allowed' })
      replayed.set(event.case, next)
      if (event.words !== null) sealed.set(event.seq, event.words)
    }
  }
  async function follow(start: { seq: number; hash: string }) {
    const verdict = await followChain(replaying(kept.eventsAfter(start.seq)), start)
    if (!verdict.holds) throw new Broken({ ...verdict, what: 'event' })
    return { seq: verdict.events, hash: verdict.head }
  }

  const before = await follow({ seq: 0, hash: CHAIN_START })
  const versions = new Map([...replayed].map(([id, { version }]) => [id, version]))
  const then = new Map(replayed)
  const cases = await all(kept.cases())
  const words = kept.words === null ? null : await all(kept.words())
  // What happens while this reads is followed, too; a case that it happens to is only asked to be there.
  const head = await follow(before)
  const busy = new Set(
    [...replayed].filter(([id, now]) => versions.get(id) !== now.version).map(([id]) => id),
  )
  compare(cases, then, busy)
  if (words) await compareWords(words, sealed, before.seq)
  return { holds: true, events: head.seq, cases: cases.length, head: head.hash }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

function compare(cases: readonly KeptCase[], told: ReadonlyMap<string, Replayed>, busy: ReadonlySet<string>) {
  const stored = new Set(cases.map(({ id }) => id))
  for (const id of told.keys()) {
    if (!stored.has(id))
      throw new Broken({ holds: false, what: 'case', case: id, why: 'missing', fields: [] })
  }
  for (const { id, facts } of cases) {
    if (busy.has(id)) continue
    const replayed = told.get(id)
    if (!replayed) throw new Broken({ holds: false, what: 'case', case: id, why: 'added', fields: [] })
    const fields = differences(replayed, facts)
    if (fields.length > 0) throw new Broken({ holds: false, what: 'case', case: id, why: 'altered', fields })
  }
}

/** @param last number of the event up to which there must be words: those of later ones may not have been read */
async function compareWords(words: readonly KeptWords[], sealed: ReadonlyMap<number, string>, last: number) {
  const kept = new Map(words.map((said) => [said.seq, said]))
  for (const [seq, hash] of sealed) {
    const said = kept.get(seq)
    if (!said && seq > last) continue
    if (!said || (await wordsHash(said.salt, sealedWords(said.text, said.photos))) !== hash) {
      throw new Broken({ holds: false, what: 'event', seq, why: 'words' })
    }
  }
}
