/** The changelog of the API as a feed. */

import { apiVersions } from '../../schema/contract/api-changes.ts'
import type { FeedLanguage } from '../../schema/contract/feed.ts'
import { type AtomFeed, tagUri } from './atom.ts'
import { words as en } from './words/en.ts'
import { type Words, words as zh } from './words/zh-CN.ts'

const wordsIn: Readonly<Record<FeedLanguage, Words>> = { 'zh-CN': zh, en }

/** One entry a version, the newest first. */
export function changesFeed(origin: string, language: FeedLanguage): AtomFeed {
  const words = wordsIn[language]
  const { hostname } = new URL(origin)
  const entries = apiVersions.map(({ version, date, changes }) => ({
    id: tagUri(hostname, `api/versions/${version}`),
    title: words.version(version),
    updated: `${date}T00:00:00.000Z`,
    link: `${origin}/api/docs#v${version}`,
    text: changes.map((change) => `${words.change(change)}\n${change.names.join(' ')}`).join('\n\n'),
  }))
  return {
    id: tagUri(hostname, 'api/changes'),
    language,
    title: words.changesTitle,
    author: words.changesAuthor,
    updated: entries[0]?.updated ?? new Date(0).toISOString(),
    self: `${origin}/api/changes.atom${language === 'zh-CN' ? '' : `?lang=${language}`}`,
    page: `${origin}/api/docs#changes`,
    entries,
  }
}
