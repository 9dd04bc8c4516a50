/** Search again, written as plainly as possible and with nothing prepared: tests compare with it. */

import type { PinyinTable } from '../../schema/catalog/pinyin.ts'
import { matchRanks, normalise, type Searchable, type Vocabulary } from '../../schema/rules/search.ts'

const { none } = matchRanks

/** Every way to type the text from its first character on, tried one after the other. */
function spells(text: string, query: string, pinyin: PinyinTable, rank: number): number {
  if (query === '') return rank
  const character = text.charAt(0)
  if (character === '') return none
  const follow = (typed: string, next: number) =>
    typed !== '' && query.startsWith(typed)
      ? spells(text.slice(1), query.slice(typed.length), pinyin, next)
      : none
  const ways = [follow(character, rank)]
  for (const reading of pinyin.get(character) ?? []) {
    ways.push(follow(reading.charAt(0), rank), follow(reading, matchRanks.pinyin))
    if (['zh', 'ch', 'sh'].some((two) => reading.startsWith(two)))
      ways.push(follow(reading.slice(0, 2), rank))
    if (reading.startsWith(query)) ways.push(matchRanks.pinyin)
  }
  return Math.min(...ways)
}

const latinWord = /^[a-z\d]+$/

function chineseWords(kind: Vocabulary['types'][number]): string[] {
  return [kind.name, kind.short ?? '', ...kind.synonyms]
    .flatMap((name) => name.split(/[（）()]/))
    .map(normalise)
    .filter(Boolean)
}

function englishWords(kind: Vocabulary['types'][number]): string[] {
  return [kind.nameEn, kind.shortEn ?? ''].flatMap((name) => {
    const words = name.split(/(?<=\W)(?=\w)/)
    return words.map((_, i) => normalise(words.slice(i).join('')))
  })
}

/** The rank of one entry for one term. */
function rankTerm(
  entry: Searchable,
  term: string,
  vocabulary: Vocabulary,
  pinyin: PinyinTable | null,
): number {
  const begins = (word: string): boolean => {
    if (latinWord.test(word)) return term.length >= 3 && word.startsWith(term)
    const typed = pinyin && term.length > 1 && /[a-z]/.test(term)
    return word.startsWith(term) || (typed ? spells(word, term, pinyin, matchRanks.initials) !== none : false)
  }
  const has = (word: string) => begins(word) || (!latinWord.test(word) && word.includes(term))
  const ranks: number[] = []
  const name = normalise(entry.name)
  if (name.startsWith(term)) ranks.push(matchRanks.namePrefix)
  if (name.includes(term)) ranks.push(matchRanks.name)
  if (pinyin && /[a-z]/.test(term))
    for (let i = 0; i < name.length; i++) ranks.push(spells(name.slice(i), term, pinyin, matchRanks.initials))
  const phones = (entry.phone ?? '').split(/[,;/、，；]/).map((phone) => phone.replace(/\D/g, ''))
  if (/^\d{3,}$/.test(term) && phones.some((phone) => phone.includes(term))) ranks.push(matchRanks.phone)
  const circle = vocabulary.communities.find(({ code }) => code === entry.circle)
  if (circle && [circle.name, circle.nameEn].map(normalise).some(begins)) ranks.push(matchRanks.circle)
  const kinds = [
    ...vocabulary.types.filter(({ code }) => code === entry.type),
    ...vocabulary.services.filter(({ code }) => entry.services.includes(code)),
  ]
  if (kinds.some((kind) => [...chineseWords(kind), ...englishWords(kind)].some(has)))
    ranks.push(matchRanks.kind)
  return Math.min(none, ...ranks)
}

/** What `searchRanks` gives, for entries without an index. */
export function referenceRanks(
  entries: readonly Searchable[],
  vocabulary: Vocabulary,
  pinyin: PinyinTable | null,
  query: string,
): number[] | null {
  const whole = normalise(query)
  if (whole === '') return null
  const terms = query.split(/\s+/).map(normalise).filter(Boolean)
  const ranks = entries.map((entry) =>
    Math.min(
      rankTerm(entry, whole, vocabulary, pinyin),
      terms.length > 4 ? none : Math.max(...terms.map((term) => rankTerm(entry, term, vocabulary, pinyin))),
    ),
  )
  if (ranks.some((rank) => rank !== none)) return ranks
  const named = vocabulary.communities.filter(({ name, nameEn }) =>
    [name, nameEn].map(normalise).some((word) => word.length > 1 && whole.includes(word)),
  )
  let rest = whole
  for (const { name, nameEn } of vocabulary.communities)
    for (const word of [name, nameEn].map(normalise)) if (word.length > 1) rest = rest.replace(word, '\n')
  const spoken = (kind: Vocabulary['types'][number]) =>
    chineseWords(kind).some((word) => word.length > 1 && !latinWord.test(word) && rest.includes(word))
  const types = vocabulary.types.filter(spoken).map(({ code }) => code)
  const services = vocabulary.services.filter(spoken).map(({ code }) => code)
  if (named.length + types.length + services.length === 0) return ranks
  return entries.map((entry) => {
    const there = named.length === 0 || named.some(({ code }) => code === entry.circle)
    const kind =
      types.length + services.length === 0 ||
      types.includes(entry.type) ||
      entry.services.some((code) => services.includes(code))
    return there && kind ? matchRanks.contained : none
  })
}
