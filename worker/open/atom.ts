/** Atom feeds (RFC 4287). Plain text throughout: what stands in a feed is never taken for markup. */

import { XMLBuilder } from 'fast-xml-parser'
import { xmlCharacters } from '../../schema/rules/xml-text.ts'

/** What feeds are sent as. */
export const atomType = 'application/atom+xml; charset=utf-8'

export interface AtomEntry {
  /** an IRI that stays the same for as long as the entry is told */
  id: string
  title: string
  /** ISO 8601, UTC */
  updated: string
  /** address of the page that it is about */
  link: string
  /** more than the title says, where there is more */
  text?: string | undefined
}

export interface AtomFeed {
  id: string
  /** BCP 47 */
  language: string
  title: string
  subtitle?: string | undefined
  /** who publishes it; an organisation, no person */
  author: string
  /** ISO 8601, UTC: of its newest entry, or of what it is about where it has none */
  updated: string
  /** the feed's own address */
  self: string
  /** the page for people */
  page: string
  /** the newest first */
  entries: readonly AtomEntry[]
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  format: true,
  indentBy: ' ',
  suppressEmptyNode: true,
})

const plain = (text: string) => ({ '@type': 'text', '#': xmlCharacters(text) })

/** The document of a feed. */
export function atomDocument(feed: AtomFeed): string {
  const { id, language, title, subtitle, author, updated, self, page, entries } = feed
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': language,
      id,
      title: plain(title),
      ...(subtitle === undefined ? {} : { subtitle: plain(subtitle) }),
      updated,
      author: { name: xmlCharacters(author) },
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': self },
        { '@rel': 'alternate', '@type': 'text/html', '@href': page },
      ],
      entry: entries.map((entry) => ({
        id: entry.id,
        title: plain(entry.title),
        updated: entry.updated,
        link: { '@rel': 'alternate', '@type': 'text/html', '@href': entry.link },
        ...(entry.text === undefined ? {} : { content: plain(entry.text) }),
      })),
    },
  })
}

/**
 * The name of something in feeds, which stays when its address changes (RFC 4151).
 * @param host that gives the name
 * @param rest of ASCII letters, digits and `-._~:@!$&'()*+,;=/`
 */
export function tagUri(host: string, rest: string): string {
  return `tag:${host},2026:${rest}`
}
