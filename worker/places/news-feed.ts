/** The feed of what becomes of a circle's outlets. */

import { outletType } from '../../schema/catalog/outlet-types.ts'
import { FEED_ENTRIES, type FeedLanguage } from '../../schema/contract/feed.ts'
import { type News, newsOf } from '../../schema/rules/listing-news.ts'
import { dayAt } from '../guard/time.ts'
import { type AtomEntry, type AtomFeed, tagUri } from '../open/atom.ts'
import type { NewsHead, NewsRow } from './news-store.ts'
import { type Words, wordsIn } from './words/words.ts'

/** Outlets of an import that its one entry names. */
const NAMED = 20

/** Where the feed is asked for, and in which language. */
export interface FeedAsked {
  origin: string
  code: string
  language: FeedLanguage
}

interface Told {
  row: NewsRow
  news: News
}

/**
 * The feed of a circle.
 * @param community whose circle it is
 * @param rows of the history, the latest first
 */
export function newsFeed(
  asked: FeedAsked,
  { city, sample, touched }: NewsHead,
  community: NonNullable<NewsHead['community']>,
  rows: readonly NewsRow[],
): AtomFeed {
  const { origin, code, language } = asked
  const words = wordsIn[language]
  const told = rows.flatMap((row) =>
    newsOf(Date.parse(row.at), row.before, row.after).map((news): Told => ({ row, news })),
  )
  const entries = grouped(told)
    .slice(0, FEED_ENTRIES)
    .map((group) => entryOf(group, asked, words))
  const lang = language === 'zh-CN' ? '' : `?lang=${language}`
  return {
    id: tagUri(
      new URL(origin).hostname,
      `circles/${code}/changes${language === 'zh-CN' ? '' : `/${language}`}`,
    ),
    language,
    title: words.newsTitle(words.pick(community)),
    subtitle: `${words.newsSubtitle}${sample ? ` · ${words.sample}` : ''}`,
    author: words.newsAuthor(words.pick(city)),
    updated: entries[0]?.updated ?? touched ?? new Date(0).toISOString(),
    self: `${origin}/api/circles/${code}/changes.atom${lang}`,
    page: `${origin}/circles/${code}${lang}`,
    entries,
  }
}

/**
 * What was newly listed by one import is told at once, whatever else it changed in between: two entries would have one
 * identifier. Everything else stands alone.
 */
function grouped(told: readonly Told[]): [Told, ...Told[]][] {
  const groups: [Told, ...Told[]][] = []
  const imports = new Map<string, Told[]>()
  for (const one of told) {
    const begun = isOfImport(one) ? imports.get(one.row.at) : undefined
    if (begun) {
      begun.push(one)
      continue
    }
    const group: [Told] = [one]
    groups.push(group)
    if (isOfImport(one)) imports.set(one.row.at, group)
  }
  return groups
}

function isOfImport({ row, news }: Told): boolean {
  return row.imported && news.kind === 'listed'
}

function entryOf(group: readonly [Told, ...Told[]], asked: FeedAsked, words: Words): AtomEntry {
  const [first] = group
  const { row, news } = first
  const { origin, code, language } = asked
  const { hostname } = new URL(origin)
  const lang = language === 'zh-CN' ? '' : `?lang=${language}`
  // An import's stays the same when all but one of its outlets have come to lie elsewhere.
  const named = isOfImport(first)
    ? `circles/${code}/${row.at}/listed`
    : `outlets/${row.outlet}/${row.at}/${news.kind}`
  const id = tagUri(hostname, named)
  if (group.length > 1) {
    const names = group.slice(0, NAMED).map((one) => one.row.name)
    const more = group.length - names.length
    return {
      id,
      title: words.listedMany(group.length),
      updated: row.at,
      link: `${origin}/circles/${code}${lang}`,
      text: [...names, ...(more > 0 ? [words.andMore(more)] : [])].join('\n'),
    }
  }
  return {
    id,
    updated: row.at,
    link: `${origin}/outlets/${row.outlet}${lang}`,
    ...saidOf(row, news, words),
  }
}

function saidOf(row: NewsRow, news: News, words: Words): Pick<AtomEntry, 'title' | 'text'> {
  const { name } = row
  const day = dayAt(Date.parse(row.at))
  switch (news.kind) {
    case 'listed': {
      const type = outletType(row.type)
      return { title: words.listed(name, type ? words.pick(type) : row.type) }
    }
    case 'renamed':
      return { title: words.renamed(news.from, news.to) }
    case 'paused':
      return { title: words.paused(name, news.dates, day) }
    case 'closing':
      return {
        title: words.closing(name, news.dates, day),
        text: news.calledOff.length > 0 ? words.insteadOf(news.calledOff, day) : undefined,
      }
    case 'called_off':
      return { title: words.calledOff(name, news.dates, day) }
    case 'reopened':
      return { title: words.reopened(name) }
    case 'closed':
      return { title: words.closed(name) }
    case 'moved':
      return { title: words.moved(name, news.address) }
  }
}
