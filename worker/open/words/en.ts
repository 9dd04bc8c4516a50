/** What the API's description and feed say in English. */

import type { ChangeKind } from '../../../schema/contract/api-changes.ts'
import type { Words } from './zh-CN.ts'

const kinds: Readonly<Record<ChangeKind, string>> = {
  added: 'Added',
  changed: 'Changed',
  deprecated: 'Deprecated',
  removed: 'Removed',
}

export const words: Words = {
  changesTitle: 'Yikezhong: changes of the API',
  changesAuthor: 'Yikezhong',
  version: (version) => `Version ${version} of the API`,
  kind: (kind) => kinds[kind],
  change: ({ kind, summary, goes }) =>
    `${kinds[kind]}: ${summary}${goes === undefined ? '' : ` (may be gone from ${goes} on)`}`,
}
