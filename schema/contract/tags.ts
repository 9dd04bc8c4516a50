/** The parts of the API: what its description groups operations by. */

import type { Operation } from './operation.ts'

export interface ApiTag {
  name: string
  nameZh: string
  description: string
  /** how addresses of the part begin; the longest of all that fit decides */
  addresses: readonly Operation['path'][]
}

export const apiTags: readonly ApiTag[] = [
  {
    name: 'Places',
    nameZh: '网点和生活圈',
    description: 'The city, its circles and outlets, the streets between them, and what is announced there.',
    addresses: [
      '/api/city',
      '/api/circles',
      '/api/outlets',
      '/api/whole',
      '/api/photos',
      '/api/network',
      '/api/notices',
    ],
  },
  {
    name: 'Satisfaction',
    nameZh: '满意率和评价',
    description: 'The measure against its target, what residents say, and saying it.',
    addresses: ['/api/satisfaction', '/api/ratings', '/api/challenge'],
  },
  {
    name: 'Complaints',
    nameZh: '投诉',
    description:
      'Filing a complaint, following it by its receipt, the public ledger and its chain of events.',
    addresses: ['/api/complaints'],
  },
  {
    name: 'Wishes',
    nameZh: '需求和项目',
    description: 'What communities need, what residents wish for, and the projects that come of it.',
    addresses: ['/api/wishes'],
  },
  {
    name: 'Assessment',
    nameZh: '评估和目标',
    description: 'What circles have and lack by the standard in force, and the goals of the city.',
    addresses: ['/api/assessment', '/api/circles/{code}/assessment', '/api/goals', '/api/standard'],
  },
  {
    name: 'Open data',
    nameZh: '开放数据',
    description: 'Files of everything that is public, to take away and count again.',
    addresses: ['/api/data'],
  },
  {
    name: 'Reports',
    nameZh: '信息有误和新店',
    description: 'What residents tell of listings that are wrong or missing.',
    addresses: ['/api/reports', '/api/applications'],
  },
  {
    name: 'Accounts',
    nameZh: '账号和登录',
    description: 'Signing in, and one’s own account. For this site’s own pages.',
    addresses: ['/api/session', '/api/invitation', '/api/account'],
  },
  {
    name: 'Listings',
    nameZh: '商户',
    description: 'What merchants keep of their outlets, and staff of those in their area.',
    addresses: ['/api/merchant', '/api/listings'],
  },
  {
    name: 'Desk',
    nameZh: '工作台',
    description: 'What staff do, each within their area.',
    addresses: ['/api/desk'],
  },
  {
    name: 'This API',
    nameZh: '接口本身',
    description: 'Its description, its changes, and whether it works.',
    addresses: ['/api/openapi.json', '/api/docs', '/api/changes', '/api/health'],
  },
]

/**
 * The part that an operation belongs to.
 * @throws Error when none begins as its address does
 */
export function tagOf(path: string): string {
  const [best] = apiTags
    .flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address })))
    .filter(({ address }) => path.startsWith(address))
    .sort((one, other) => other.address.length - one.address.length)
  if (!best) throw new Error(`no part of the API has ${path}: name it in schema/contract/tags.ts`)
  return best.name
}
