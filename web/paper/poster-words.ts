import type { SubjectKind } from '../../schema/catalog/satisfaction.ts'
import type { City } from '../../schema/contract/city.ts'
import { shortPath } from '../../schema/rules/short-address.ts'
import { fill } from '../shell/fill.ts'
import { posters as english } from '../shell/locales/en/posters.ts'
import { posters as chinese } from '../shell/locales/zh-CN/posters.ts'
import type { PosterOf } from './poster.ts'

/** An outlet or a circle that is to have a poster. */
export interface Postered {
  kind: SubjectKind
  /** identifier of the outlet, or code of the circle */
  id: string
  /** of the outlet, or of the community, in Chinese: a poster hangs where everybody reads that */
  name: string
}

/**
 * What the poster of something says: Chinese, with English beneath it, whatever language the page shows.
 * @param origin of the site, without a final slash
 */
export function posterOf({ kind, id, name }: Postered, city: City, origin: string): PosterOf {
  const asked = kind === 'circle' ? 'askCircle' : 'ask'
  const { paper } = chinese
  return {
    name: kind === 'circle' ? fill(chinese.circleName, { name }, 'zh-CN') : name,
    city: city.name,
    address: origin + shortPath({ id }),
    words: {
      site: paper.site,
      circles: paper.circles,
      ask: paper[asked],
      scan: paper.scan,
      scanToo: `${english.paper[asked]} ${english.paper.scan}`,
      type: `${paper.type} · ${english.paper.type}`,
      promise: paper.promise,
      promiseToo: english.paper.promise,
      sample: city.sample ? `${paper.sample} · ${english.paper.sample}` : null,
    },
  }
}
