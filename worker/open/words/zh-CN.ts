/** What the API's description and feed say in Chinese. */

import type { Change, ChangeKind } from '../../../schema/contract/api-changes.ts'

const kinds: Readonly<Record<ChangeKind, string>> = {
  added: '新增',
  changed: '变更',
  deprecated: '将停用',
  removed: '停用',
}

export const words = {
  changesTitle: '一刻钟：接口变更',
  changesAuthor: '一刻钟',
  version: (version: number) => `接口第 ${version} 版`,
  kind: (kind: ChangeKind) => kinds[kind],
  change: ({ kind, summaryZh, goes }: Change) =>
    `${kinds[kind]}：${summaryZh}${goes === undefined ? '' : `（${goes} 起可能停用）`}`,
}

export type Words = typeof words
