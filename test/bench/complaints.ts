/**
 * What lists of complaints cost among a hundred thousand cases beside a thousand: the public ledger, with and without
 * filters, and the desk's list. `npm exec -- node test/bench/complaints.ts`
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildWhenStale } from '../../.dev/build.ts'
import { prepareDatabase } from '../../.dev/database.ts'
import { serve } from '../../.dev/server.ts'
import { openLocal } from '../../schema/import/database.ts'
import { samplePassword } from '../../schema/sample/logins.ts'
import { statement } from '../../schema/statement.ts'
import { type BenchRow, Client, type Load, median } from './client.ts'

const FEW = 1_000
const MANY = 100_000
/** Cases that one statement makes. */
const CHUNK = 10_000
const READS = 200

/**
 * A sample city with so many cases, of which every twentieth is open, spread over kinds, units, months and communities.
 * They are on no chain: what is measured does not ask for it.
 */
async function casesIn(state: string, count: number): Promise<void> {
  await prepareDatabase(state)
  const db = await openLocal(state)
  try {
    for (let from = 0; from < count; from += CHUNK) {
      await db.batch([
        statement(
          `WITH RECURSIVE n (i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),
            o AS MATERIALIZED (SELECT id, name, circle, row_number() OVER (ORDER BY id) - 1 AS place FROM outlet
              WHERE circle IS NOT NULL AND status = 'open'),
            k AS (SELECT count(*) AS outlets FROM o)
          INSERT INTO complaint (seq, id, receipt, voice, subject_kind, subject, subject_name, community, subdistrict, kind,
            merchant_may_see, may_publish, filed_at, filed_on, version, stage, level, began_at, accepted_at, answered_at,
            resolved_at, ended_at, outcome, late, unit, next_limit, next_until, calendar)
          SELECT 1000000 + i, printf('case%06d', i), 'bench' || i, 'bench' || i, 'outlet', o.id, o.name, o.circle,
            substr(o.circle, 1, 9),
            CASE i % 5 WHEN 0 THEN 'price' WHEN 1 THEN 'quality' WHEN 2 THEN 'hygiene' WHEN 3 THEN 'nuisance' ELSE 'other' END,
            0, 0, '2026-01-01T00:00:00.000Z', date('2026-10-31', '-' || (i * 7 % 300) || ' days'), 4,
            iif(i % 20 = 0, 'accepted', 'closed'),
            CASE i % 60 WHEN 0 THEN 'subdistrict' WHEN 20 THEN 'city' ELSE 'community' END,
            '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', iif(i % 20 = 0, NULL, '2026-01-01T00:00:00.000Z'),
            iif(i % 20 = 0, NULL, '2026-01-01T00:00:00.000Z'), iif(i % 20 = 0, NULL, '2026-01-01T00:00:00.000Z'),
            iif(i % 20 = 0, NULL, 'no_reply'), i % 9 = 0, iif(i % 3 = 0, 'market', o.circle),
            iif(i % 20 = 0, 'answer', NULL),
            iif(i % 20 = 0, strftime('%Y-%m-%dT16:00:00.000Z', '2099-01-01', '+' || (i % 30) || ' days'), NULL), 99
          FROM n, k JOIN o ON o.place = i * 31 % k.outlets`,
          from,
          Math.min(from + CHUNK, count),
        ),
        statement(
          `INSERT INTO complaint_message (id, complaint, seq, at, by, act, text, salt)
            SELECT 'm' || id, id, seq, filed_at, 'complainant', 'file', '标价三元，结账收了五元，问了也不退。', '' FROM complaint
            WHERE seq >= 1000000 + ?1 AND seq < 1000000 + ?2`,
          from,
          Math.min(from + CHUNK, count),
        ),
      ])
    }
  } finally {
    await db.close()
  }
}

/** Signs in with a login of the sample. */
async function signIn(client: Client, handle: string): Promise<string> {
  const answer = await client.send({
    path: '/api/session',
    method: 'POST',
    status: 204,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ handle, password: samplePassword }),
  })
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

/** Who asks for what: nobody in particular, a subdistrict, or an auditor, who sees the whole city. */
const lists: readonly (readonly [name: string, path: string, handle: string | null])[] = [
  ['the ledger', '/api/complaints', null],
  ['the ledger, a page further', '/api/complaints?before=1000900', null],
  ['the ledger of a kind', '/api/complaints?kind=nuisance', null],
  ['the ledger of a unit', '/api/complaints?unit=market', null],
  ['the ledger of what is late', '/api/complaints?late=yes', null],
  ['the ledger of a month', '/api/complaints?month=2026-05', null],
  ['the ledger of a stage', '/api/complaints?stage=accepted', null],
  ['a subdistrict’s cases', '/api/desk/complaints', 'sample-subdistrict'],
  ['all open ones of a subdistrict', '/api/desk/complaints?view=open', 'sample-subdistrict'],
  ['all open ones of the city', '/api/desk/complaints?view=open', 'sample-auditor'],
  ['all of the city', '/api/desk/complaints?view=all', 'sample-auditor'],
]

/** Each list, read in turns from both databases. */
export async function complaintsBench(): Promise<BenchRow[]> {
  await buildWhenStale()
  const states = [FEW, MANY].map(() => mkdtempSync(join(tmpdir(), 'yikezhong-complaints-')))
  const [few = '', many = ''] = states
  await casesIn(few, FEW)
  const started = performance.now()
  await casesIn(many, MANY)
  console.log(`  ${MANY} cases in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  const sites = [await serve(0, few), await serve(0, many)]
  const clients = sites.map(({ origin }) => new Client(origin, 1))
  try {
    const rows: BenchRow[] = []
    for (const [name, path, handle] of lists) {
      const cookies = await Promise.all(
        clients.map((client) => (handle === null ? undefined : signIn(client, handle))),
      )
      const times: number[][] = [[], []]
      for (let turn = 0; turn < READS; turn++) {
        for (const [at, client] of clients.entries()) {
          const cookie = cookies[at]
          const load: Load = { path, status: 200, headers: cookie === undefined ? {} : { Cookie: cookie } }
          times[at]?.push(await client.time(load))
        }
      }
      const [small = [], large = []] = times
      rows.push({
        name: `${name}, ${MANY} cases beside ${FEW}`,
        ours: median(large),
        reference: median(small),
        ratio: median(large) / median(small),
        unit: 'ms',
      })
    }
    return rows
  } finally {
    for (const client of clients) client.close()
    await Promise.all(sites.map((site) => site.close()))
    for (const state of states) rmSync(state, { recursive: true, force: true })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const row of await complaintsBench()) {
    console.log(
      `  ${row.name.padEnd(60)} ${row.ours.toFixed(2)} ${row.unit}, reference ${row.reference.toFixed(2)}: ratio ${row.ratio.toFixed(2)}`,
    )
  }
}
