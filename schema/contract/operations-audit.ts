/** The operations of the audit log. */

import { AuditExportQuery, AuditPublic, AuditQuery } from './audit.ts'
import type { Operation } from './operation.ts'
import { guarded } from './operations-accounts.ts'

const csvExample =
  'id,at,actor,role,kind,subject,name,before,after\r\n' +
  '1207,2026-11-24T12:38:00.000Z,minan-yaofang,merchant,outlet,Fr6Y5gFBBx,满意药店,' +
  '"{""hours"":""Mo-Su 08:00-21:00""}","{""hours"":""Mo-Su 08:00-22:00""}"\r\n'

export const auditOperations: readonly Operation[] = [
  guarded('searchAudit', {
    method: 'get',
    path: '/api/desk/audit',
    summary: 'What anyone has done, the latest first',
    summaryZh: '操作日志：谁、什么时候、改前改后',
    description: 'Everything that is named must hold. Nothing here can be changed by anyone.',
    query: AuditQuery,
    answer: {
      contentType: 'application/json',
      schema: AuditPublic,
      example: {
        entries: [
          {
            id: 1207,
            at: '2026-11-24T12:38:00.000Z',
            by: { actor: 'k3QmZ81xTa', handle: 'minan-yaofang', role: 'merchant' },
            kind: 'outlet',
            subject: 'Fr6Y5gFBBx',
            name: '满意药店',
            before: { hours: 'Mo-Su 08:00-21:00' },
            after: { hours: 'Mo-Su 08:00-22:00' },
          },
        ],
        next: null,
      },
    },
  }),
  guarded('exportAudit', {
    method: 'get',
    path: '/api/desk/audit/export',
    summary: 'The same as a file for spreadsheets',
    summaryZh: '导出操作日志（CSV）',
    query: AuditExportQuery,
    answer: { contentType: 'text/csv', example: csvExample },
  }),
]
