/**
 * Search by text, as people type it on a phone: a piece of the name, what they come for (修鞋), a service, a
 * community, pinyin whole or begun (yinx), initials (yxsq), mixed (银xing), or digits of the phone number.
 *
 * All names stand in one long string, so that looking through 10,000 of them is a single `indexOf`; types,
 * services and communities are few and are looked through once a query instead of once an entry.
 */

import type { PinyinTable } from '../catalog/pinyin.ts'
import { type Column, columnOf, passing } from './column.ts'
import { once } from './once.ts'

/** How well an entry matches; smaller is better. */
export const matchRanks = {
  namePrefix: 0,
  name: 1,
  initials: 2,
  pinyin: 3,
  phone: 4,
  /** it lies in a community of that name */
  circle: 5,
  /** its type or one of its services is called so */
  kind: 6,
  /** the query only contains the name of its type, service or community (我想买药) */
  contained: 7,
  none: 255,
} as const

/** What is searched in: an outlet, or one stop of it. */
export interface Searchable {
  name: string
  phone: string | null
  type: string
  services: readonly string[]
  /** code of its community */
  circle: string | null
}

interface Kind {
  code: string
  name: string
  nameEn: string
  short?: string
  shortEn?: string
  synonyms: readonly string[]
}

/** The words of the city and the catalog: what `GET /api/city` gives. */
export interface Vocabulary {
  types: readonly Kind[]
  services: readonly Kind[]
  communities: readonly { code: string; name: string; nameEn: string }[]
}

/** A normalised word and the type, service or community that it stands for. */
interface Word {
  text: string
  latin: boolean
  means: 'type' | 'service' | 'circle'
  code: string
}

/** Lines of text put together; `owner[i]` is the entry that the character at `i` belongs to. */
interface Lines {
  text: string
  owner: Uint32Array
}

/** What a text is looked for in. */
interface Texts {
  names: Lines
  phones: Lines
  words: readonly Word[]
}

/** Made once a collection by {@link searchIndex}. */
export interface SearchIndex {
  /** how many entries */
  size: number
  /** Put together when the first text is looked for: the first list of all asks for none, on phones that are slow. */
  texts: () => Texts
  types: Column<string>
  services: Column<readonly string[]>
  circles: Column<string | null>
  pinyin: PinyinTable | null
}

/** Digits that a query must have before it is taken for a piece of a phone number. */
const PHONE_DIGITS_MIN = 3
/** Letters that a query must have before it is taken for the beginning of an English word. */
const LATIN_WORD_MIN = 3
/** More terms than this are only looked for together: each one is a search of its own. */
const TERMS_MAX = 4

/**
 * The form in which texts are compared: compatibility forms unified (full-width letters, pinyin with tones),
 * lower case, ü as v, and nothing but letters and digits.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/u\u0308/g, 'v')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function linesOf(texts: readonly string[]): Lines {
  const text = texts.join('\n')
  const owner = new Uint32Array(text.length)
  let start = 0
  texts.forEach((line, entry) => {
    owner.fill(entry, start, start + line.length + 1)
    start += line.length + 1
  })
  return { text, owner }
}

function wordsOf({ types, services, communities }: Vocabulary): Word[] {
  const words: Word[] = []
  const add = (text: string, means: Word['means'], code: string) => {
    const normal = normalise(text)
    if (normal) words.push({ text: normal, latin: /^[a-z\d]+$/.test(normal), means, code })
  }
  // 农贸市场（菜市场） is two names; each word of an English name may be the one that is typed
  const kind = (entry: Kind, means: 'type' | 'service') => {
    for (const name of [entry.name, entry.short ?? '', ...entry.synonyms])
      for (const part of name.split(/[（）()]/)) add(part, means, entry.code)
    for (const name of [entry.nameEn, entry.shortEn ?? ''])
      for (const start of name.matchAll(/\b\w/g)) add(name.slice(start.index), means, entry.code)
  }
  for (const type of types) kind(type, 'type')
  for (const service of services) kind(service, 'service')
  for (const { code, name, nameEn } of communities) {
    add(name, 'circle', code)
    add(nameEn, 'circle', code)
  }
  return words
}

/**
 * Prepares a collection for {@link searchRanks}. Latin letters find only Latin names until {@link withPinyin}.
 * @param entries whose order numbers the ranks
 */
export function searchIndex(entries: readonly Searchable[], vocabulary: Vocabulary): SearchIndex {
  const digits = (phone: string | null) =>
    (phone ?? '').replace(/[,;/、，；]+/g, '\n').replace(/[^\d\n]+/g, '')
  return {
    size: entries.length,
    texts: once(() => ({
      names: linesOf(entries.map((entry) => normalise(entry.name))),
      phones: linesOf(entries.map((entry) => digits(entry.phone))),
      words: wordsOf(vocabulary),
    })),
    types: columnOf(entries, (entry) => entry.type, String),
    services: columnOf(entries, (entry) => entry.services, String),
    circles: columnOf(entries, (entry) => entry.circle, String),
    pinyin: null,
  }
}

/** The same index, which now understands pinyin. The table is large and may arrive later than the entries. */
export function withPinyin(index: SearchIndex, pinyin: PinyinTable): SearchIndex {
  return { ...index, pinyin }
}

/** One character of a text uses up `length` characters of the query; `rank` says how it was typed. */
interface Step {
  length: number
  rank: number
}

/** The steps of a character, by how much of the query is used up before it; empty when it has none at all. */
type Steps = readonly (readonly Step[])[]

/**
 * How a character may be typed: as itself, as a whole reading (yin), as an initial (y; z or zh), and at the end of
 * the query as the beginning of a reading.
 */
function stepsOf(character: string, query: string, readings: readonly string[]): Steps {
  let any = false
  const steps = Array.from({ length: query.length }, (_, used): Step[] => {
    const rest = query.slice(used)
    const found: Step[] = []
    const add = (typed: string, rank: number) => {
      if (typed && rest.startsWith(typed)) found.push({ length: typed.length, rank })
    }
    add(character, matchRanks.initials)
    for (const reading of readings) {
      add(reading.slice(0, 1), matchRanks.initials)
      if (/^[zcs]h/.test(reading)) add(reading.slice(0, 2), matchRanks.initials)
      add(reading.startsWith(rest) ? rest : reading, matchRanks.pinyin)
    }
    any ||= found.length > 0
    return found
  })
  return any ? steps : []
}

/** Gives the rank, `none` where it does not fit. */
type SpellingMatcher = (text: string, start: number) => number

/**
 * Makes the function that says how well the query, typed in pinyin, initials, Chinese or a mixture, fits a text from
 * a place in it. It follows all ways of splitting the query at once, so that no name makes it slow, and looks at
 * the readings of each character only once.
 */
function spellingMatcher(query: string, pinyin: PinyinTable): SpellingMatcher {
  const end = query.length
  // by UTF-16 unit; given its length at once, or the engine would keep it as a slow dictionary
  const known = new Array<Steps | undefined>(0x10000)
  const learn = (unit: number): Steps => {
    const character = String.fromCharCode(unit)
    const steps = stepsOf(character, query, pinyin.get(character) ?? [])
    known[unit] = steps
    return steps
  }
  // the best rank with which each length of the query has been used up, before and after a character
  let before = new Uint8Array(end + 1)
  let after = new Uint8Array(end + 1)
  return (text, start) => {
    let best: number = matchRanks.none
    const unit = text.charCodeAt(start)
    if (!(known[unit] ?? learn(unit))[0]?.length) return best
    before.fill(matchRanks.none)
    before[0] = matchRanks.initials
    for (let at = start; at < text.length; at++) {
      const next = text.charCodeAt(at)
      const steps = known[next] ?? learn(next)
      if (steps.length === 0) break
      after.fill(matchRanks.none)
      let alive = false
      for (let used = 0; used < end; used++) {
        const rank = before[used] ?? matchRanks.none
        if (rank === matchRanks.none) continue
        for (const step of steps[used] ?? []) {
          const reached = used + step.length
          after[reached] = Math.min(after[reached] ?? matchRanks.none, Math.max(rank, step.rank))
          alive ||= reached < end
        }
      }
      best = Math.min(best, after[end] ?? matchRanks.none)
      if (!alive) break
      ;[before, after] = [after, before]
    }
    return best
  }
}

function rankNames(
  { names: { text, owner } }: Texts,
  query: string,
  match: SpellingMatcher | null,
  ranks: Uint8Array,
): void {
  const improve = (at: number, rank: number) => {
    const entry = owner[at] ?? 0
    if (rank < (ranks[entry] ?? 0)) ranks[entry] = rank
  }
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
    const first = at === 0 || text.charAt(at - 1) === '\n'
    improve(at, first ? matchRanks.namePrefix : matchRanks.name)
  }
  if (!match) return
  for (let at = 0; at < text.length; at++) {
    const rank = match(text, at)
    if (rank !== matchRanks.none) improve(at, rank)
  }
}

function rankPhones({ phones }: Texts, query: string, ranks: Uint8Array): void {
  if (query.length < PHONE_DIGITS_MIN || !/^\d+$/.test(query)) return
  for (let at = phones.text.indexOf(query); at >= 0; at = phones.text.indexOf(query, at + 1)) {
    const entry = phones.owner[at] ?? 0
    ranks[entry] = Math.min(ranks[entry] ?? 0, matchRanks.phone)
  }
}

/**
 * The words that the query is a piece of. Of a community's name it must be the beginning, since 社区 is part of all
 * of them; of a Latin word too, since any letters are part of some word.
 */
function wordsLike(words: readonly Word[], query: string, match: SpellingMatcher | null): Word[] {
  return words.filter(({ text, latin, means }) => {
    if (latin) return query.length >= LATIN_WORD_MIN && text.startsWith(query)
    if (means === 'circle' ? text.startsWith(query) : text.includes(query)) return true
    // one letter begins too many words to mean any
    return match !== null && query.length > 1 && match(text, 0) !== matchRanks.none
  })
}

/** Which entries some words speak of. */
function spokenOf({ types, services, circles }: SearchIndex, words: readonly Word[]) {
  const codes = { type: new Set<string>(), service: new Set<string>(), circle: new Set<string | null>() }
  for (const word of words) codes[word.means].add(word.code)
  const ofType = passing(types, (code) => codes.type.has(code))
  const withService = passing(services, (list) => list.some((code) => codes.service.has(code)))
  return {
    places: codes.circle.size > 0,
    kinds: codes.type.size + codes.service.size > 0,
    inPlace: passing(circles, (code) => codes.circle.has(code)),
    ofKind: (entry: number) => ofType(entry) || withService(entry),
  }
}

function rankWords(
  index: SearchIndex,
  query: string,
  match: SpellingMatcher | null,
  ranks: Uint8Array,
): void {
  const found = wordsLike(index.texts().words, query, match)
  if (found.length === 0) return
  const { inPlace, ofKind } = spokenOf(index, found)
  for (let entry = 0; entry < index.size; entry++) {
    if ((ranks[entry] ?? 0) < matchRanks.circle) continue
    if (inPlace(entry)) ranks[entry] = matchRanks.circle
    else if (ofKind(entry)) ranks[entry] = matchRanks.kind
  }
}

/** When nothing is called so: what the query speaks of (银杏社区附近的药店), in the community if it names one. */
function rankContained(index: SearchIndex, query: string, ranks: Uint8Array): void {
  const inside = (text: string) =>
    index.texts().words.filter((word) => word.text.length > 1 && text.includes(word.text))
  const communities = inside(query).filter((word) => word.means === 'circle')
  // the 社区 in 银杏社区 does not ask for a service centre
  const rest = communities.reduce((text, word) => text.replace(word.text, '\n'), query)
  const kindWords = inside(rest).filter((word) => word.means !== 'circle' && !word.latin)
  if (communities.length + kindWords.length === 0) return
  const { places, kinds, inPlace, ofKind } = spokenOf(index, [...communities, ...kindWords])
  for (let entry = 0; entry < index.size; entry++) {
    if ((!places || inPlace(entry)) && (!kinds || ofKind(entry))) ranks[entry] = matchRanks.contained
  }
}

function rankTerm(index: SearchIndex, query: string): Uint8Array {
  const ranks = new Uint8Array(index.size).fill(matchRanks.none)
  const match = index.pinyin && /[a-z]/.test(query) ? spellingMatcher(query, index.pinyin) : null
  rankNames(index.texts(), query, match, ranks)
  rankPhones(index.texts(), query, ranks)
  rankWords(index, query, match, ranks)
  return ranks
}

/**
 * Ranks every entry by how well it matches. Terms parted by spaces may match together (yin xing) or each on its
 * own (银杏社区 药店, at most four); the second way an entry is as good as its worst term.
 * @returns for each entry of the index one of {@link matchRanks}; null when the query has no letter or digit, and
 * so asks for nothing
 */
export function searchRanks(index: SearchIndex, query: string): Uint8Array | null {
  const whole = normalise(query)
  if (!whole) return null
  const ranks = rankTerm(index, whole)
  const terms = query.split(/\s+/).map(normalise).filter(Boolean)
  if (terms.length > 1 && terms.length <= TERMS_MAX) {
    const each = terms.map((term) => rankTerm(index, term))
    for (let i = 0; i < ranks.length; i++) {
      const worst = Math.max(...each.map((termRanks) => termRanks[i] ?? matchRanks.none))
      ranks[i] = Math.min(ranks[i] ?? matchRanks.none, worst)
    }
  }
  if (ranks.every((rank) => rank === matchRanks.none)) rankContained(index, whole, ranks)
  return ranks
}
