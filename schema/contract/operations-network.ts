/** The operations of the street network: reading it, and what the city office does about it. */

import { networkLimits } from '../catalog/network-limits.ts'
import { networkExample } from './examples.ts'
import {
  NetworkChoice,
  NetworkInUse,
  NetworkList,
  type NetworkListed,
  NetworkParams,
  NetworkQuery,
  NetworkTaken,
} from './network.ts'
import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const listed: NetworkListed = {
  ...networkExample,
  metres: 1_204_300,
  at: '2026-11-24T02:00:00.000Z',
  by: 'shi-shangwuju',
  inUse: true,
}

export const networkOperations: readonly Operation[] = [
  {
    id: 'getNetwork',
    method: 'get',
    open: true,
    path: '/api/network',
    summary: 'The street network along which minutes are walked',
    summaryZh: '步行路网',
    description:
      'Where its file is, how large it is, and whose data it is made of. `not_found` while none is loaded: minutes are ' +
      'estimated then.',
    cached: true,
    answer: {
      contentType: 'application/json',
      schema: NetworkInUse,
      example: { revision: 1841, ...networkExample },
    },
    problems: ['invalid_request', 'method_not_allowed', 'not_loaded', 'not_found', 'internal'],
  },
  {
    id: 'getNetworkFile',
    method: 'get',
    open: true,
    path: '/api/network/{version}',
    summary: 'The file of a version of the street network',
    summaryZh: '步行路网文件',
    description:
      'Gzip of the format that `schema/rules/walking/network-file.ts` describes. It never changes; older versions stay for ' +
      'a while. `url` of the network is this address.',
    params: NetworkParams,
    query: NetworkQuery,
    cached: false,
    answer: { contentType: 'application/octet-stream' },
    problems: ['invalid_request', 'method_not_allowed', 'not_found', 'internal'],
  },
  guarded('listNetworks', {
    method: 'get',
    path: '/api/desk/network',
    summary: 'The versions of the street network',
    summaryZh: '步行路网的各个版本',
    answer: {
      contentType: 'application/json',
      schema: NetworkList,
      example: { versions: [listed] },
    },
  }),
  guarded('addNetwork', {
    method: 'post',
    path: '/api/desk/network',
    summary: 'Load a street network and take it into use',
    summaryZh: '上传步行路网并启用',
    description:
      `The file that \`npm run network\` or the desk builds, at most ${networkLimits.packedBytes} bytes. A file that is ` +
      'kept already is taken into use again under its own number, so that it may be sent twice. `network_wrong` says in ' +
      '`fields` why a file is refused; the old one stays in use then.',
    body: { contentType: 'application/octet-stream' },
    status: 201,
    answer: { contentType: 'application/json', schema: NetworkTaken, example: { version: 3 } },
    problems: ['network_wrong', 'not_loaded'],
  }),
  guarded('chooseNetwork', {
    method: 'put',
    path: '/api/desk/network/in-use',
    summary: 'Go back to another version of the street network, or to none',
    summaryZh: '改用另一版本的步行路网，或停用',
    description:
      'What was read is sent along: when another version is in use by now, nothing is changed. With null there is none, ' +
      'and minutes are estimated.',
    body: { schema: NetworkChoice, example: { read: 3, version: 2 } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found', 'changed_meanwhile'],
  }),
]
