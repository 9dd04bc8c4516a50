/** What the parts of a document have in common. */

import type { HtmlEscapedString } from 'hono/utils/html'
import type { Thing, WithContext } from 'schema-dts'
import type { DocumentLanguage, Words } from './words/words.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** For whom a document is written. */
export interface Reader {
  language: DocumentLanguage
  words: Words
  /** of this site, for what must be told with it */
  origin: string
  /** in 长辈版 */
  elder: boolean
  /** ISO date, Asia/Shanghai */
  today: string
}

/** What a document tells of its page. */
export interface Told {
  revision: number
  title: string
  description: string
  /** path without query */
  path: string
  /** whether search engines may show it */
  indexed: boolean
  content: Html
  /** for previews of links; the site's own where there is none */
  image?: { path: string; width: number; height: number; alt: string }
  /** for search engines */
  thing?: WithContext<Exclude<Thing, string>>
  /** path of a feed about the page */
  feed?: string
}

/** A link of the site that keeps how somebody reads it. */
export function linkTo(path: string, { language, elder }: Pick<Reader, 'language' | 'elder'>): string {
  const query = new URLSearchParams({
    ...(elder ? { elder: '1' } : {}),
    ...(language === 'zh-CN' ? {} : { lang: language }),
  })
  return query.size === 0 ? path : `${path}?${query}`
}
