/** For every operation that needs an account: a request that is right, about something that lies in a given place. */

import { env } from 'cloudflare:workers'
import { firstStandard } from '../../schema/catalog/standard.ts'
import type { GuardedOperation } from '../../schema/contract/access.ts'
import { passkeyRegistrationExample } from '../../schema/contract/examples-accounts.ts'
import type { ProblemCode } from '../../schema/contract/problem.ts'
import { newPhotoKey } from '../../worker/guard/photo.ts'
import { randomId } from '../../worker/guard/secret.ts'
import { photo as photoFile } from '../schema/webp-files.ts'
import { codeNow, makeAccount, totpSecret } from './accounts.ts'
import { asFile, streetFile } from './networks.ts'
import { communities } from './town.ts'

/** Who asks, and where what they act on shall lie. */
export interface Target {
  account: string
  session: string
  community: string | null
  /** in the hands of who asks, not of another merchant */
  mine: boolean
}

export interface Ask {
  params?: Record<string, string>
  query?: string
  headers?: Record<string, string>
  body?: unknown
  /** the problem that waits behind the door, where a good answer would cost too much */
  passes?: ProblemCode
}

interface Fixture {
  ask(at: Target): Ask | Promise<Ask>
  /** of a list: puts something into the place, which must then be in the list, or must not */
  seed?(at: Target): Promise<unknown>
}

const at = '2026-11-01T00:00:00.000Z'
const run = (sql: string, ...params: (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...params)
    .run()

let merchants = 0
const merchant = () => makeAccount(`holder-${++merchants}`, 'merchant')

/** A new outlet in the place, in the hands of who asks or of a merchant of its own. */
async function outlet({ community, mine, account }: Target): Promise<{ id: string; holder: string }> {
  const id = randomId()
  const holder = mine ? account : await merchant()
  await run(
    `INSERT INTO outlet (id, source, source_id, name, type, lng, lat, circle, phone, created_at, updated_at)
      VALUES (?1, 'ledger', ?1, ?1, 'pharmacy', 111.87, 34.74, ?2, '0398-000 1288', ?3, ?3)`,
    id,
    community,
    at,
  )
  await run('INSERT INTO holding (outlet, account, since) VALUES (?1, ?2, ?3)', id, holder, at)
  return { id, holder }
}

async function freeOutlet(target: Target): Promise<string> {
  const { id } = await outlet(target)
  await run('DELETE FROM holding WHERE outlet = ?1', id)
  return id
}

async function proposal(target: Target) {
  const { id: of, holder } = await outlet(target)
  const id = randomId()
  await run(
    `INSERT INTO proposal (id, outlet, field, value, by, at) VALUES (?1, ?2, 'name', '"新名字"', ?3, ?4)`,
    id,
    of,
    holder,
    at,
  )
  return { id, outlet: of }
}

async function invitation(target: Target): Promise<string> {
  const id = randomId()
  const of = await freeOutlet(target)
  await run(
    `INSERT INTO invitation (id, code, kind, role, created_at, until)
      VALUES (?1, ?1, 'outlets', 'merchant', ?2, '2099-01-01T00:00:00.000Z')`,
    id,
    at,
  )
  await run('INSERT INTO invitation_outlet (invitation, outlet) VALUES (?1, ?2)', id, of)
  return id
}

async function lastStandard(): Promise<number> {
  const row = await env.DB.prepare('SELECT coalesce(max(version), 0) AS version FROM standard').first()
  return Number(row?.['version'])
}

/** A standard that is not in force yet. */
async function standard(): Promise<number> {
  const version = (await lastStandard()) + 1
  await run(
    "INSERT INTO standard (version, from_date, standard, reason, by, at) VALUES (?1, '2099-01-01', ?2, '试行', 'command', ?3)",
    version,
    JSON.stringify(firstStandard),
    at,
  )
  return version
}

/** A voice with a comment that waits, or that is held back. */
async function voice(target: Target, kind: 'comment' | 'held'): Promise<string> {
  const id = randomId()
  const of = await freeOutlet(target)
  await run(
    `INSERT INTO voice (id, kind, subject, resident, grade, tags, comment, comment_state, review, reason, community,
        subdistrict, day, recent, sample, at, changed_at, changed_by)
      VALUES (?1, 'outlet', ?2, ?1, 4, '[]', ?3, ?4, ?5, ?6, ?7, (SELECT subdistrict FROM community WHERE code = ?7),
        '2026-11-01', 1, 0, ?8, ?8, 'resident')`,
    id,
    of,
    kind === 'comment' ? '好' : null,
    kind === 'comment' ? 'waiting' : 'none',
    kind === 'held' ? 'held' : 'none',
    kind === 'held' ? 'subject_burst' : null,
    target.community,
    at,
  )
  return id
}

/** A report of a wrong fact that is open. */
async function report(target: Target): Promise<string> {
  const id = randomId()
  const of = await freeOutlet(target)
  await run("INSERT INTO report (id, outlet, fact, right, at) VALUES (?1, ?2, 'hours', '', ?3)", id, of, at)
  return id
}

/** A new shop that somebody has named in the place. It lies in a community in any case: for none, in the village. */
async function application({ community }: Target): Promise<string> {
  const id = randomId()
  await run(
    `INSERT INTO application (id, name, type, address, community, hours, note, at)
      VALUES (?1, ?1, 'pharmacy', '千秋路 18 号', ?2, '', '', ?3)`,
    id,
    community ?? communities.village,
    at,
  )
  return id
}

/** A wish with words that wait, in the place; for none, in the village. */
async function wish({ community }: Target): Promise<{ wish: string; words: string }> {
  const [id, words] = [randomId(), randomId()]
  await run(
    'INSERT INTO wish (id, community, want, at) VALUES (?1, ?2, ?1, ?3)',
    id,
    community ?? communities.village,
    at,
  )
  await run(
    `INSERT INTO wish_support (id, wish, resident, why, why_state, at, said_at)
      VALUES (?1, ?2, ?1, '走不远', 'waiting', ?3, ?3)`,
    words,
    id,
    at,
  )
  return { wish: id, words }
}

const project = { state: 'planned', unit: 'commerce', by: '2027-03-31', result: null, reason: null }

async function projectIn(target: Target): Promise<string> {
  const { wish: id } = await wish(target)
  await run("INSERT INTO project (wish, state, version) VALUES (?1, 'proposed', ?2)", id, at)
  return id
}

const newOutlet = ({ community }: Target) => ({
  name: '银杏路豆腐脑',
  type: 'breakfast',
  address: '银杏路 9 号',
  position: [111.87, 34.74],
  circle: community,
  hours: null,
  phone: null,
})

/** What a notice says, for the place. */
const notice = ({ community }: Target) => ({
  area: community ?? '411281',
  kind: 'service_day',
  title: '便民服务日',
  text: '',
  place: null,
  from: '2099-01-01',
  fromTime: null,
  to: '2099-01-01',
  toTime: null,
})

/** A notice for the place. */
async function noticeIn({ community }: Target): Promise<string> {
  const id = randomId()
  await run(
    `INSERT INTO notice (id, community, subdistrict, kind, title, text, from_date, to_date, ends_at, by, version)
      VALUES (?1, ?2, (SELECT subdistrict FROM community WHERE code = ?2), 'other', ?1, '', '2099-01-01', '2099-01-01',
        '2099-01-01T16:00:00.000Z', 'command', ?3)`,
    id,
    community,
    at,
  )
  return id
}

/** A photo of an outlet, with its object. */
async function photo(target: Target, state: 'waiting' | 'approved' | 'replaced' = 'waiting') {
  const { id: of, holder } = await outlet(target)
  const [id, key] = [randomId(), newPhotoKey()]
  await env.PHOTOS.put(key, photoFile(200, 150))
  await run(
    `INSERT INTO photo (id, key, outlet, width, height, by, at, state, judged_at, ended_at)
      VALUES (?1, ?2, ?3, 200, 150, ?4, ?5, ?6, ?7, ?8)`,
    id,
    key,
    of,
    holder,
    at,
    state,
    state === 'waiting' ? null : at,
    state === 'replaced' ? new Date().toISOString() : null,
  )
  return { outlet: of, photo: id }
}

/** A comment that everybody can read, on an outlet. */
async function comment(target: Target) {
  const { id: of } = await outlet(target)
  const id = randomId()
  await run(
    `INSERT INTO voice (id, kind, subject, resident, grade, comment, comment_state, community, subdistrict, day, recent,
        at, changed_at, changed_by)
      VALUES (?1, 'outlet', ?2, ?1, 4, '好', 'approved', ?3, (SELECT subdistrict FROM community WHERE code = ?3),
        '2026-11-01', 1, ?4, ?4, 'resident')`,
    id,
    of,
    target.community,
    at,
  )
  return { outlet: of, voice: id }
}

/** A reply that waits. */
async function reply(target: Target) {
  const { outlet: of, voice: to } = await comment(target)
  const id = randomId()
  await run(
    "INSERT INTO reply (id, voice, text, by, at) VALUES (?1, ?2, '谢谢', ?3, ?4)",
    id,
    to,
    target.account,
    at,
  )
  return { outlet: of, reply: id }
}

/** An import that somebody in the place has begun; of the city office where the place is none. */
async function importRun({ community }: Target): Promise<string> {
  const id = randomId()
  await run(
    `INSERT INTO import_run (id, at, file, sha256, added, changed, refused, area, source, carries, total, state)
      VALUES (?1, ?2, 'ledger.xlsx', ?1, 0, 0, 0, ?3, 'ledger', '["circle"]', 1, 'open')`,
    id,
    at,
    community ?? '411281',
  )
  return id
}

/** A row of a file about an outlet of its own in the place; {@link importedOutlet} puts it there. */
const importedRow = ({ account, community }: Target) => ({
  sourceId: `${account} in ${community}`,
  name: '惠民药店',
  type: 'pharmacy',
  position: [111.87, 34.74],
  circle: community,
})
const importedOutlet = async (target: Target) =>
  run(
    'UPDATE outlet SET source_id = ?2 WHERE id = ?1',
    (await outlet(target)).id,
    importedRow(target).sourceId,
  )

async function survey(): Promise<string> {
  const id = randomId()
  await run(
    "INSERT INTO survey (id, date, method, g1, g2, g3, g4, g5) VALUES (?1, '2026-09-20', '入户', 1, 2, 3, 4, 5)",
    id,
  )
  return id
}

/** A case on an outlet in the place that its merchant may read, with a photo; it has no event in the chain. */
async function complaint(target: Target) {
  const { id: of } = await outlet(target)
  const [id, message, photo, key] = [randomId(), randomId(), randomId(), newPhotoKey()]
  await env.PHOTOS.put(key, photoFile(200, 150))
  await run(
    `INSERT INTO complaint (id, receipt, voice, subject_kind, subject, subject_name, community, subdistrict, kind,
        merchant_may_see, may_publish, filed_at, filed_on, version, stage, level, began_at, next_limit, next_until, clock_at,
        calendar)
      VALUES (?1, ?1, ?1, 'outlet', ?2, ?2, ?3, (SELECT subdistrict FROM community WHERE code = ?3), 'price', 1, 0, ?4,
        '2099-01-01', 1, 'filed', ?5, ?4, 'accept', ?4, ?4, 1)`,
    id,
    of,
    target.community,
    '2099-01-01T00:00:00.000Z',
    target.community === null ? 'city' : 'community',
  )
  await run(
    `INSERT INTO complaint_message (id, complaint, seq, at, by, act, text, salt)
      SELECT ?1, ?2, -seq, ?3, 'complainant', 'file', '标价三元，收了五元', '' FROM complaint WHERE id = ?2`,
    message,
    id,
    at,
  )
  await run(
    `INSERT INTO complaint_photo (id, key, complaint, message, place, width, height, sha256, at)
      VALUES (?1, ?2, ?3, ?4, 0, 200, 150, '${'0'.repeat(64)}', ?5)`,
    photo,
    key,
    id,
    message,
    at,
  )
  return { outlet: of, case: id, photo }
}

const reason = '店铺已转让'
const params = (id: string, more: Record<string, string> = {}) => ({ params: { id, ...more } })
const edit = () => ({ 'If-Match': `"${at}"`, 'Idempotency-Key': crypto.randomUUID() })
const nothing: Fixture = { ask: () => ({}) }

export const fixtures: Record<GuardedOperation, Fixture> = {
  // accounts
  giveSecondFactor: { ask: () => ({ body: { code: codeNow() } }) },
  getAccount: nothing,
  changePassword: {
    ask: () => ({ body: { current: 'wrong', next: 'another password' }, passes: 'wrong_login' }),
  },
  offerTotp: nothing,
  setTotp: { ask: () => ({ body: { secret: totpSecret, code: codeNow() } }) },
  removeTotp: nothing,
  offerPasskey: nothing,
  addPasskey: { ask: () => ({ body: passkeyRegistrationExample, passes: 'wrong_login' }) },
  removePasskey: { ask: ({ account }) => params(account) },
  endSession: { ask: ({ session }) => params(session) },
  endOtherSessions: nothing,
  listAccounts: { ...nothing, seed: outlet },
  suspendAccount: {
    ask: async (target) => ({
      ...params((await outlet({ ...target, mine: false })).holder),
      body: { suspended: true, reason },
    }),
  },
  moveHolding: { ask: async (target) => ({ body: { outlet: (await outlet(target)).id, to: null, reason } }) },
  listInvitations: { ...nothing, seed: invitation },
  makeInvitation: {
    ask: async (target) => ({ body: { kind: 'outlets', outlets: [await freeOutlet(target)] } }),
  },
  revokeInvitation: { ask: async (target) => params(await invitation(target)) },
  // listings
  listHeldOutlets: { ...nothing, seed: outlet },
  getListing: { ask: async (target) => params((await outlet(target)).id) },
  editListing: {
    ask: async (target) => ({
      ...params((await outlet(target)).id),
      headers: edit(),
      body: { phone: '0398-000 1299' },
    }),
  },
  confirmListing: { ask: async (target) => params((await outlet(target)).id) },
  withdrawProposal: {
    ask: async (target) => params((await proposal(target)).outlet, { field: 'name' }),
  },
  getListingHistory: { ask: async (target) => params((await outlet(target)).id) },
  restoreListing: {
    ask: async (target) => {
      const { id } = await outlet(target)
      await run(
        `INSERT INTO change (at, actor, subject_kind, subject, before, after)
          VALUES (?1, 'command', 'outlet', ?2, '{"phone":"0398-000 1277"}', '{"phone":"0398-000 1288"}')`,
        at,
        id,
      )
      const row = await env.DB.prepare('SELECT max(id) AS id FROM change').first()
      return { ...params(id), headers: edit(), body: { change: Number(row?.['id']) } }
    },
  },
  disputeListing: {
    ask: async (target) => ({ ...params((await outlet(target)).id), body: { disputed: true, reason } }),
  },
  listProposals: { ...nothing, seed: proposal },
  judgeProposal: {
    ask: async (target) => ({ ...params((await proposal(target)).id), body: { verdict: 'approve' } }),
  },
  // photos and replies
  listPhotos: { ask: async (target) => params((await outlet(target)).id) },
  addPhoto: {
    ask: async (target) => ({
      ...params((await outlet(target)).id),
      headers: { 'Content-Type': 'image/webp', 'Idempotency-Key': crypto.randomUUID() },
      body: photoFile(200, 150),
    }),
  },
  getPhoto: {
    ask: async (target) => {
      const { outlet: of, photo: id } = await photo(target)
      return params(of, { photo: id })
    },
  },
  removePhoto: {
    ask: async (target) => {
      const { outlet: of, photo: id } = await photo(target, 'approved')
      return params(of, { photo: id })
    },
  },
  restorePhoto: {
    ask: async (target) => {
      const { outlet: of, photo: id } = await photo(target, 'replaced')
      return params(of, { photo: id })
    },
  },
  listWaitingPhotos: { ...nothing, seed: photo },
  judgePhoto: {
    ask: async (target) => ({ ...params((await photo(target)).photo), body: { verdict: 'approve' } }),
  },
  listReplies: { ask: async (target) => params((await outlet(target)).id) },
  writeReply: {
    ask: async (target) => {
      const { outlet: of, voice: to } = await comment(target)
      return { ...params(of, { voice: to }), body: { to: '好', text: '谢谢' } }
    },
  },
  withdrawReply: {
    ask: async (target) => {
      const { outlet: of, reply: id } = await reply(target)
      return params(of, { reply: id })
    },
  },
  listWaitingReplies: { ...nothing, seed: reply },
  judgeReply: {
    ask: async (target) => ({ ...params((await reply(target)).reply), body: { verdict: 'approve' } }),
  },
  // complaints
  listDeskComplaints: { ask: () => ({ query: '?view=open' }), seed: complaint },
  countDeskComplaints: { ...nothing, seed: complaint },
  getDeskComplaint: { ask: async (target) => params((await complaint(target)).case) },
  getDeskComplaintPhoto: {
    ask: async (target) => {
      const { case: id, photo: of } = await complaint(target)
      return params(id, { photo: of })
    },
  },
  actOnComplaint: {
    ask: async (target) => ({
      ...params((await complaint(target)).case),
      headers: { 'If-Match': '"1"', 'Idempotency-Key': crypto.randomUUID() },
      body: { act: 'accept', unit: communities.minan },
    }),
  },
  listComplaintsOn: { ask: async (target) => params((await outlet(target)).id) },
  getComplaintPhotoOn: {
    ask: async (target) => {
      const { outlet: of, case: id, photo: shown } = await complaint(target)
      return params(of, { case: id, photo: shown })
    },
  },
  respondToComplaint: {
    ask: async (target) => {
      const { outlet: of, case: id } = await complaint(target)
      return {
        ...params(of, { case: id }),
        headers: { 'Idempotency-Key': crypto.randomUUID() },
        body: { text: '马上退' },
      }
    },
  },
  // the ledger
  listLedger: { ...nothing, seed: outlet },
  actOnOutlets: {
    ask: async (target) => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: { act: 'confirm', rows: [{ id: (await outlet(target)).id }] },
    }),
  },
  addOutlet: {
    ask: ({ community }) => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: {
        name: '银杏路早餐店',
        type: 'breakfast',
        address: null,
        position: [111.87, 34.74],
        circle: community,
        hours: null,
        phone: null,
      },
    }),
  },
  listStale: {
    // so that what is put there is among the first, of which the list is made
    ask: async () => {
      await run("UPDATE outlet SET confirmed_at = '2099-01-01'")
      return {}
    },
    seed: outlet,
  },
  judgeStale: {
    ask: async (target) => ({
      ...params((await outlet(target)).id),
      body: { verdict: 'right', version: at },
    }),
  },
  // imports
  listImports: { ...nothing, seed: importRun },
  compareImport: {
    ask: (target) => ({ body: { source: 'ledger', carries: ['circle'], rows: [importedRow(target)] } }),
    seed: importedOutlet,
  },
  openImport: {
    ask: () => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: {
        file: 'ledger.xlsx',
        sha256: '0'.repeat(64),
        source: 'ledger',
        carries: ['circle'],
        total: 1,
        leftOut: 0,
      },
    }),
  },
  getImport: { ask: async (target) => params(await importRun(target)) },
  loadImportPart: {
    ask: async (target) => ({
      ...params(await importRun(target), { part: '0' }),
      body: { rows: [importedRow(target)] },
    }),
  },
  endImport: { ask: async (target) => ({ ...params(await importRun(target)), body: { state: 'done' } }) },
  undoImport: { ask: async (target) => params(await importRun(target)) },
  // the audit log
  searchAudit: nothing,
  exportAudit: nothing,
  // reports of wrong facts
  listReportsOn: { ask: async (target) => params((await outlet(target)).id) },
  listReports: { ...nothing, seed: report },
  judgeReport: { ask: async (target) => ({ ...params(await report(target)), body: { verdict: 'mended' } }) },
  // new shops
  listApplications: { ...nothing, seed: application },
  acceptApplication: {
    ask: async (target) => ({
      ...params(await application(target)),
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: newOutlet(target),
    }),
  },
  judgeApplication: {
    ask: async (target) => ({
      ...params(await application(target)),
      body: { verdict: 'refused', reason },
    }),
  },
  // wishes
  listWishes: { ...nothing, seed: wish },
  judgeWhy: {
    ask: async (target) => ({ ...params((await wish(target)).words), body: { at, verdict: 'approve' } }),
  },
  startProject: {
    ask: async ({ community }) => {
      await run("DELETE FROM wish WHERE want = 'laundry'")
      return {
        headers: { 'Idempotency-Key': crypto.randomUUID() },
        body: { community: community ?? communities.village, want: 'laundry', project },
      }
    },
  },
  changeProject: {
    ask: async (target) => ({
      ...params(await projectIn(target)),
      headers: { 'If-Match': `"${at}"` },
      body: project,
    }),
  },
  // notices
  listNotices: { ...nothing, seed: noticeIn },
  addNotice: {
    ask: (target) => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: notice(target),
    }),
  },
  changeNotice: {
    ask: async (target) => ({
      ...params(await noticeIn(target)),
      headers: { 'If-Match': `"${at}"` },
      body: notice(target),
    }),
  },
  withdrawNotice: {
    ask: async (target) => ({ ...params(await noticeIn(target)), body: { withdrawn: true } }),
  },
  // the street network
  listNetworks: nothing,
  addNetwork: { ask: async () => ({ headers: asFile, body: await streetFile(12) }) },
  chooseNetwork: {
    ask: async () => {
      await run('DELETE FROM walking_network')
      return { body: { read: null, version: null } }
    },
  },
  getResidences: nothing,
  setResidences: { ask: () => ({ body: { residences: [] } }) },
  // settings
  getSettings: nothing,
  setCalendarYear: {
    ask: async () => {
      await run('DELETE FROM holiday_year WHERE year = 2040')
      await run("DELETE FROM holiday WHERE date GLOB '2040-*'")
      const days = [{ date: '2040-01-01', kind: 'holiday', name: '元旦' }]
      return { body: { year: 2040, read: null, days } }
    },
  },
  setPopulations: {
    ask: async ({ community }) => {
      await run('DELETE FROM population')
      return {
        body: {
          read: [{ community, residents: null, source: null }],
          populations: [{ community, residents: 4210 }],
          source: '第七次人口普查',
        },
      }
    },
  },
  setSatisfiedFrom: { ask: () => ({ body: { read: 3, satisfiedFrom: 3 } }) },
  addSurvey: {
    ask: () => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: { date: '2026-09-20', method: '入户', distribution: [1, 2, 3, 4, 5] },
    }),
  },
  removeSurvey: { ask: async () => ({ ...params(await survey()), body: { reason } }) },
  getSitingGround: nothing,
  listStandards: { ask: () => ({}) },
  setStandard: {
    ask: async () => ({
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      body: { read: await lastStandard(), from: '2099-01-01', reason, standard: firstStandard },
    }),
  },
  withdrawStandard: {
    ask: async () => ({ params: { version: String(await standard()) }, body: { reason } }),
  },
  restoreSurvey: {
    ask: async () => {
      const id = await survey()
      await run(
        `INSERT INTO change (at, actor, subject_kind, subject, before)
          VALUES (?1, 'command', 'survey', ?2, '{"date":"2026-09-20","method":"入户","distribution":[1,2,3,4,5]}')`,
        at,
        id,
      )
      await run('DELETE FROM survey WHERE id = ?1', id)
      return params(id)
    },
  },
  // voices
  getInbox: { ...nothing, seed: (target) => voice(target, 'comment') },
  listComments: { ...nothing, seed: (target) => voice(target, 'comment') },
  judgeComment: {
    ask: async (target) => ({
      ...params(await voice(target, 'comment')),
      body: { at, verdict: 'approve' },
    }),
  },
  listHeld: { ...nothing, seed: (target) => voice(target, 'held') },
  judgeHeld: {
    ask: async (target) => ({ ...params(await voice(target, 'held')), body: { verdict: 'clear', reason } }),
  },
}
