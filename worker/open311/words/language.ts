/** In which language somebody is answered: Chinese, unless they ask for English. */

import type { Site } from '../../guard/cookie.ts'
import { en } from './en.ts'
import { type Words, zhCN } from './zh-CN.ts'

/** The languages that a header asks for, the most wanted first (RFC 9110, 12.5.4). */
function wanted(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [language = '', quality = 'q=1'] = part.split(';').map((piece) => piece.trim().toLowerCase())
      return { language, quality: Number(quality.replace(/^q=/, '')) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language)
}

/** The words of `?locale=`, else of `Accept-Language`. */
export function wordsFor(c: Site): Words {
  const languages = c.req.query('locale') || c.req.header('Accept-Language') || ''
  const known = wanted(languages).find((language) => /^(zh|en)\b/.test(language))
  return known?.startsWith('en') ? en : zhCN
}
