/**
 * The chain over the events of all cases: each holds the hash of the one before, so that none can be altered, taken out
 * or moved without every later one telling of it. What is public is hashed as it is; private words only by a salted
 * hash, so that the chain can be given to everybody and tells nothing of them.
 */

import { dayOf, instantOf } from '../hours/days.ts'

/** An event as everybody may have it. */
export interface ChainEvent {
  /** 1, 2, 3 … over all cases */
  seq: number
  /** public number of the case */
  case: string
  /** ISO 8601 instant, UTC; {@link toldAt} */
  at: string
  /** who acted: complainant, staff, merchant or clock */
  by: string
  act: string
  /** what is public of it: JSON, hashed to the letter */
  facts: string
  /** {@link wordsHash} of what is private; null where nothing is */
  words: string | null
  /** hash of the event before; {@link CHAIN_START} of the first */
  before: string
  hash: string
}

/**
 * The instant that everybody is told of an act: of what the complainant does, only the beginning of its day in
 * Asia/Shanghai, because whoever served them may remember who was there at that minute. No limit asks for more.
 * @param at epoch milliseconds
 */
export function toldAt(by: string, at: number): number {
  return by === 'complainant' ? instantOf(dayOf(at), 0) : at
}

/** What stands before the first event. */
export const CHAIN_START = '0'.repeat(64)

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The hash of an event: SHA-256, in hexadecimal, of a JSON array of all its other parts in this order. */
export function eventHash(event: Omit<ChainEvent, 'hash'>): Promise<string> {
  const { seq, case: number, at, by, act, facts, words, before } = event
  return sha256(JSON.stringify([seq, number, at, by, act, facts, words, before]))
}

/**
 * The hash that stands for private words.
 * @param salt random, kept with the words and gone with them, so that nobody can guess at them
 */
export function wordsHash(salt: string, words: string): Promise<string> {
  return sha256(JSON.stringify([salt, words]))
}

/** Private words as they are hashed: the text, and the SHA-256 of each photo that came with it. */
export function sealedWords(text: string, photos: readonly string[]): string {
  return JSON.stringify([text, photos])
}

/** How far a chain holds. */
export type ChainVerdict =
  | { holds: true; events: number; head: string }
  | { holds: false; seq: number; why: 'altered' | 'missing' | 'moved' }

/**
 * Follows a chain.
 * @param events in the order in which they are kept
 * @param start the event that they go on from, when the beginning has been followed already
 * @returns the head, or the first event at which the chain breaks
 */
export async function followChain(
  events: Iterable<ChainEvent> | AsyncIterable<ChainEvent>,
  start: Pick<ChainEvent, 'seq' | 'hash'> = { seq: 0, hash: CHAIN_START },
): Promise<ChainVerdict> {
  let { seq, hash } = start
  for await (const event of events) {
    if (event.seq > seq + 1) return { holds: false, seq: seq + 1, why: 'missing' }
    if (event.seq !== seq + 1) return { holds: false, seq: event.seq, why: 'moved' }
    if (event.before !== hash || event.hash !== (await eventHash(event))) {
      return { holds: false, seq: event.seq, why: 'altered' }
    }
    ;({ seq, hash } = event)
  }
  return { holds: true, events: seq, head: hash }
}
