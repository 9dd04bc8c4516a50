/** Cases by the days on which they were filed, and when each was last heard of. */

import * as v from 'valibot'
import {
  type ComplaintKind,
  type ComplaintStage,
  complaintStageCodes,
} from '../../schema/catalog/complaints.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import { runBatch } from '../guard/database.ts'
import { casesOf, publicOf, readCases, readSetting, settingOf } from './case-store.ts'
import { Conditions } from './public-store.ts'

/** Stages in which nothing more is to come of a case, unless the complainant has it reopened. */
export const endedStages = ['closed', 'rejected', 'transferred'] as const satisfies ComplaintStage[]

/** Which cases. */
export type CasesAsked =
  | { ids: readonly string[] }
  | {
      /** first and last day of filing, ISO, Asia/Shanghai */
      from: string
      to: string
      kinds?: readonly ComplaintKind[] | undefined
      /** whether nothing more is to come of them */
      ended?: boolean | undefined
    }

/** A case, and the instant at which something was last told of it; of one that has ended, at which it did. */
export interface CaseHeardOf {
  case: Case
  heard: string
}

/** Publishing may come long after the end, and changes nothing about it. */
const heardColumn = `, (SELECT max(e.at) FROM complaint_event AS e WHERE e.complaint = c.id
  AND (e.act <> 'publish' OR c.stage NOT IN (${endedStages.map((stage) => `'${stage}'`).join(', ')}))) AS heard`

const Heard = v.object({ heard: v.string() })

function conditionsOf(asked: CasesAsked): Conditions {
  if ('ids' in asked) return among(new Conditions(), 'c.id', asked.ids)
  const { from, to, kinds, ended } = asked
  const conditions = new Conditions()
    .add((at) => `c.filed_on >= ?${at}`, from)
    .add((at) => `c.filed_on <= ?${at}`, to)
  if (kinds) among(conditions, 'c.kind', kinds)
  if (ended !== undefined) {
    const stages = complaintStageCodes.filter((code) => endedStages.some((one) => one === code) === ended)
    among(conditions, 'c.stage', stages)
  }
  return conditions
}

const among = (conditions: Conditions, column: string, values: readonly string[]) =>
  conditions.add((at) => `${column} IN (SELECT value FROM json_each(?${at}))`, JSON.stringify(values))

/**
 * Cases as everybody may see them, the latest first.
 * @param most how many at most
 */
export async function readCasesHeardOf(
  db: D1Database,
  asked: CasesAsked,
  most: number,
): Promise<CaseHeardOf[]> {
  const { where, params } = conditionsOf(asked)
  const [years, ledger, found] = await runBatch(db, [
    ...readSetting(),
    readCases(`${where} ORDER BY c.filed_on DESC, c.seq DESC LIMIT ${most}`, params, heardColumn),
  ])
  const setting = settingOf(years, ledger)
  const heard = v.parse(v.array(Heard), found)
  return casesOf(found).map((row, at) => ({
    case: publicOf(row, setting),
    heard: heard[at]?.heard ?? row.began_at,
  }))
}
