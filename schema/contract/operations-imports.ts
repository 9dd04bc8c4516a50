/** The operations of importing at the desk. */

import {
  type ComparedRow,
  ImportCompared,
  ImportComparison,
  ImportDetail,
  ImportEnd,
  ImportInput,
  ImportOpened,
  ImportParams,
  ImportPart,
  ImportPartLoaded,
  ImportPartParams,
  type ImportRowInput,
  ImportRunList,
  ImportUndone,
  type PartLoaded,
  type Run,
} from './import.ts'
import { IMPORT_PART_ROWS } from './limits.ts'
import { idempotencyKey, type Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const row: ImportRowInput = {
  sourceId: '满意药店@人民路171号',
  name: '满意药店',
  type: 'pharmacy',
  position: [111.875, 34.747],
  circle: '411281001001',
  phone: '0398-5800001',
}
const compared: ComparedRow = {
  state: 'changed',
  refusal: null,
  outlet: 'Fr6Y5gFBBx',
  changes: [{ field: 'phone', before: '0398-5800099', after: '0398-5800001' }],
  kept: ['hours'],
  overruled: [],
}
const loaded: PartLoaded = {
  added: 480,
  changed: 12,
  same: 7,
  refused: [{ row: 31, reason: 'outside_area' }],
  kept: 1,
  overruled: 0,
}
const run: Run = {
  id: '4fH2mQ9xTz',
  at: '2026-11-24T02:00:00.000Z',
  file: '义马市便民商业网点台账.xlsx',
  by: 'minan-shequ',
  state: 'done',
  total: 1200,
  added: 1100,
  changed: 60,
  refused: 4,
}

export const importOperations: readonly Operation[] = [
  guarded('listImports', {
    method: 'get',
    path: '/api/desk/imports',
    summary: 'Imports in one’s area, the latest first',
    summaryZh: '本辖区的导入记录',
    description: 'The last hundred. What was loaded by the command line is the city office’s.',
    answer: { contentType: 'application/json', schema: ImportRunList, example: { runs: [run] } },
  }),
  guarded('compareImport', {
    method: 'post',
    path: '/api/desk/imports/comparison',
    summary: 'What rows would change',
    summaryZh: '导入前比对：将新增、将更改、不变、拒绝',
    description:
      'Changes nothing. A file counts where it says something else than it said last; what a merchant has changed of ' +
      'their open fields since stays. Rows outside one’s area are refused, each by itself.',
    body: {
      schema: ImportComparison,
      example: { source: 'ledger', carries: ['circle', 'phone'], rows: [row] },
    },
    answer: { contentType: 'application/json', schema: ImportCompared, example: { rows: [compared] } },
  }),
  guarded('openImport', {
    method: 'post',
    path: '/api/desk/imports',
    summary: 'Begin an import',
    summaryZh: '开始一次导入',
    headers: [idempotencyKey],
    body: {
      schema: ImportInput,
      example: {
        file: run.file,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        source: 'ledger',
        carries: ['circle', 'phone'],
        total: run.total,
        leftOut: run.refused,
      },
    },
    status: 201,
    answer: { contentType: 'application/json', schema: ImportOpened, example: { id: run.id } },
    problems: ['key_reused'],
  }),
  guarded('getImport', {
    method: 'get',
    path: '/api/desk/imports/{id}',
    summary: 'An import, and what is to be said of its outlets',
    summaryZh: '一次导入的情况',
    params: ImportParams,
    answer: {
      contentType: 'application/json',
      schema: ImportDetail,
      example: {
        ...run,
        parts: 3,
        notes: [{ kind: 'kept', outlet: 'Fr6Y5gFBBx', name: '满意药店', fields: ['hours'] }],
      },
    },
    problems: ['not_found'],
  }),
  guarded('loadImportPart', {
    method: 'put',
    path: '/api/desk/imports/{id}/parts/{part}',
    summary: 'Load a part of an import',
    summaryZh: '导入一批',
    description: `At most ${IMPORT_PART_ROWS} rows, in one batch. The same part sent again is answered as the first time.`,
    params: ImportPartParams,
    body: { schema: ImportPart, example: { rows: [row] } },
    answer: { contentType: 'application/json', schema: ImportPartLoaded, example: loaded },
    problems: ['not_found', 'changed_meanwhile', 'key_reused'],
  }),
  guarded('endImport', {
    method: 'post',
    path: '/api/desk/imports/{id}/end',
    summary: 'End an import that is done, or break it off',
    summaryZh: '结束或中止导入',
    description: 'What is in stays in. One that is over already stays as it is.',
    params: ImportParams,
    body: { schema: ImportEnd, example: { state: 'done' } },
    status: 204,
    answer: { contentType: null },
    problems: ['not_found'],
  }),
  guarded('undoImport', {
    method: 'post',
    path: '/api/desk/imports/{id}/undo',
    summary: 'Take an import back, some outlets at a time',
    summaryZh: '撤销一次导入',
    description:
      'Ask again until nothing remains. Outlets that it added go, or are closed where something hangs on them by now; ' +
      'fields that it changed go back, unless somebody has changed them since.',
    params: ImportParams,
    answer: { contentType: 'application/json', schema: ImportUndone, example: { remaining: 0 } },
    problems: ['not_found'],
  }),
]
