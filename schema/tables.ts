/** The tables of `schema/migrations` for drizzle. The migrations are the truth; a test compares the two. */

import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { applicationStates } from './catalog/application-rule.ts'
import { changeSubjects } from './catalog/change-subjects.ts'
import {
  type ComplaintKind,
  type ComplaintLimit,
  type ComplaintStage,
  complaintActors,
  complaintLevels,
  complaintOutcomes,
  type TransferTarget,
} from './catalog/complaints.ts'
import { importNoteKinds, importStates } from './catalog/import-states.ts'
import { checkedFields, proposalStates } from './catalog/listing-fields.ts'
import { confirmers, creditGrades, outletStatuses } from './catalog/marks.ts'
import type { NoticeKind } from './catalog/notices.ts'
import { photoStates } from './catalog/photo-rule.ts'
import { replyStates } from './catalog/reply-rule.ts'
import { type ReportFact, reportStates } from './catalog/report-facts.ts'
import { invitationKinds, roleNames, sessionStages } from './catalog/roles.ts'
import {
  type Grade,
  measureScopes,
  type SatisfiedFrom,
  satisfactionRule,
  subjectKinds,
  type VoiceTag,
  voiceWays,
} from './catalog/satisfaction.ts'
import { sources } from './catalog/sources.ts'
import type { CircleStandard } from './catalog/standard.ts'
import { commentStates, reviews } from './catalog/voice-states.ts'
import { type ProjectState, whyStates } from './catalog/wishes.ts'
import type { CommunityAssessed } from './rules/assessment/assess.ts'

const flag = (name: string) => integer(name, { mode: 'boolean' })

export const city = sqliteTable('city', {
  id: integer('id').primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  sample: flag('sample').notNull().default(false),
  lng: real('lng').notNull(),
  lat: real('lat').notNull(),
  west: real('west').notNull(),
  south: real('south').notNull(),
  east: real('east').notNull(),
  north: real('north').notNull(),
  revision: integer('revision').notNull().default(1),
})

export const subdistrict = sqliteTable('subdistrict', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
})

export const community = sqliteTable('community', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  nameEn: text('name_en').notNull(),
  subdistrict: text('subdistrict')
    .notNull()
    .references(() => subdistrict.code),
  urban: flag('urban').notNull(),
  pilot: flag('pilot').notNull(),
})

/** One a community; the position is that of its service centre, null until staff have placed it. */
export const circle = sqliteTable('circle', {
  community: text('community')
    .primaryKey()
    .references(() => community.code),
  lng: real('lng'),
  lat: real('lat'),
  centreName: text('centre_name'),
  centreAddress: text('centre_address'),
})

/** Facts are true, false, or null for not known. */
export const outlet = sqliteTable(
  'outlet',
  {
    id: text('id').primaryKey(),
    source: text('source', { enum: sources }).notNull(),
    sourceId: text('source_id').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    address: text('address'),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    circle: text('circle').references(() => community.code),
    hours: text('hours'),
    hoursText: text('hours_text'),
    phone: text('phone'),
    cash: flag('cash'),
    bankCard: flag('bank_card'),
    mobilePay: flag('mobile_pay'),
    stepFree: flag('step_free'),
    seat: flag('seat'),
    hearingAid: flag('hearing_aid'),
    sightAid: flag('sight_aid'),
    elderCounter: flag('elder_counter'),
    nightDelivery: flag('night_delivery'),
    instantDelivery: flag('instant_delivery'),
    chain: flag('chain'),
    credit: text('credit', { enum: creditGrades }),
    honest: flag('honest').notNull().default(false),
    status: text('status', { enum: outletStatuses }).notNull().default('open'),
    photo: text('photo'),
    pricesAt: text('prices_at'),
    confirmedAt: text('confirmed_at'),
    confirmedBy: text('confirmed_by', { enum: confirmers }),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    disputed: flag('disputed').notNull().default(false),
    photoText: text('photo_text'),
  },
  (table) => [
    uniqueIndex('outlet_by_source').on(table.source, table.sourceId),
    index('outlet_by_circle').on(table.circle, table.type),
  ],
)

export const outletService = sqliteTable(
  'outlet_service',
  {
    outlet: text('outlet')
      .notNull()
      .references(() => outlet.id, { onDelete: 'cascade' }),
    service: text('service').notNull(),
  },
  (table) => [primaryKey({ columns: [table.outlet, table.service] })],
)

/** Where a mobile outlet stands, in the order of its round. */
export const outletStop = sqliteTable(
  'outlet_stop',
  {
    id: text('id').primaryKey(),
    outlet: text('outlet')
      .notNull()
      .references(() => outlet.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    name: text('name').notNull(),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    hours: text('hours'),
    hoursText: text('hours_text'),
  },
  (table) => [unique().on(table.outlet, table.place)],
)

/** Both dates are days on which it is shut. */
export const outletClosure = sqliteTable(
  'outlet_closure',
  {
    outlet: text('outlet')
      .notNull()
      .references(() => outlet.id, { onDelete: 'cascade' }),
    fromDate: text('from_date').notNull(),
    toDate: text('to_date').notNull(),
    reason: text('reason'),
  },
  (table) => [primaryKey({ columns: [table.outlet, table.fromDate] })],
)

/** Published prices (价格公示) in fen. */
export const outletPrice = sqliteTable(
  'outlet_price',
  {
    outlet: text('outlet')
      .notNull()
      .references(() => outlet.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    item: text('item').notNull(),
    fen: integer('fen').notNull(),
    fenTo: integer('fen_to'),
    unit: text('unit'),
  },
  (table) => [primaryKey({ columns: [table.outlet, table.place] })],
)

/** Years whose list of holidays is complete. */
export const holidayYear = sqliteTable('holiday_year', {
  year: integer('year').primaryKey(),
})

export const holiday = sqliteTable('holiday', {
  date: text('date').primaryKey(),
  kind: text('kind', { enum: ['holiday', 'workday'] }).notNull(),
  name: text('name').notNull(),
})

/** One run of the importer that changed something. */
export const importRun = sqliteTable('import_run', {
  id: text('id').primaryKey(),
  at: text('at').notNull(),
  file: text('file').notNull(),
  sha256: text('sha256').notNull(),
  added: integer('added').notNull(),
  changed: integer('changed').notNull(),
  refused: integer('refused').notNull(),
  by: text('by'),
  area: text('area'),
  source: text('source', { enum: sources }),
  carries: text('carries', { mode: 'json' }).$type<string[]>(),
  total: integer('total').notNull().default(0),
  state: text('state', { enum: importStates }).notNull().default('done'),
  undoTo: integer('undo_to'),
})

/** Parts of a run that have been loaded, each with its answer. */
export const importPart = sqliteTable(
  'import_part',
  {
    run: text('run')
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    fingerprint: text('fingerprint').notNull(),
    answer: text('answer').notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.part] })],
)

/** What the source of an outlet said last, by column. */
export const outletSource = sqliteTable('outlet_source', {
  outlet: text('outlet')
    .primaryKey()
    .references(() => outlet.id, { onDelete: 'cascade' }),
  document: text('document', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
})

/** What it had said before a run. */
export const importMemory = sqliteTable('import_memory', {
  id: integer('id').primaryKey(),
  run: text('run')
    .notNull()
    .references(() => importRun.id, { onDelete: 'cascade' }),
  outlet: text('outlet')
    .notNull()
    .references(() => outlet.id, { onDelete: 'cascade' }),
  document: text('document', { mode: 'json' }).$type<Record<string, unknown>>(),
})

/** What staff should know of a run's outlets. */
export const importNote = sqliteTable(
  'import_note',
  {
    run: text('run')
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    outlet: text('outlet').notNull(),
    kind: text('kind', { enum: importNoteKinds }).notNull(),
    fields: text('fields', { mode: 'json' }).$type<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.kind, table.outlet] })],
)

/** Who changed what, when, before and after. Append-only, by trigger. */
export const change = sqliteTable(
  'change',
  {
    id: integer('id').primaryKey(),
    at: text('at').notNull(),
    actor: text('actor').notNull(),
    subjectKind: text('subject_kind', { enum: changeSubjects }).notNull(),
    subject: text('subject').notNull(),
    importRun: text('import_run').references(() => importRun.id),
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (table) => [index('change_by_subject').on(table.subjectKind, table.subject, table.id)],
)

/** One row: which grades count as satisfied, and the revision of everything that the measure depends on. */
export const satisfaction = sqliteTable('satisfaction', {
  id: integer('id').primaryKey(),
  satisfiedFrom: integer('satisfied_from')
    .$type<SatisfiedFrom>()
    .notNull()
    .default(satisfactionRule.satisfiedFrom),
  revision: integer('revision').notNull().default(1),
})

/**
 * The latest grade of one resident, known only by a keyed hash, on one subject. Triggers keep `tally`, `tag_tally`
 * and `voice_event`. Generated columns (counted, held, month, quarter) are the database's own.
 */
export const voice = sqliteTable(
  'voice',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: subjectKinds }).notNull(),
    subject: text('subject').notNull(),
    resident: text('resident').notNull(),
    grade: integer('grade').$type<Grade>().notNull(),
    tags: text('tags', { mode: 'json' }).$type<VoiceTag[]>().notNull().default([]),
    comment: text('comment'),
    commentState: text('comment_state', { enum: commentStates }).notNull().default('none'),
    withdrawn: flag('withdrawn').notNull().default(false),
    review: text('review', { enum: reviews }).notNull().default('none'),
    reason: text('reason'),
    community: text('community'),
    subdistrict: text('subdistrict'),
    day: text('day').notNull(),
    recent: flag('recent').notNull(),
    sample: flag('sample').notNull().default(false),
    at: text('at').notNull(),
    changedAt: text('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    bound: integer('bound').notNull().default(0),
    via: text('via', { enum: voiceWays }),
  },
  (table) => [
    unique().on(table.resident, table.kind, table.subject),
    index('voice_by_subject').on(table.kind, table.subject, table.at),
  ],
)

/** What became of every voice. Append-only, written by trigger. */
export const voiceEvent = sqliteTable('voice_event', {
  id: integer('id').primaryKey(),
  at: text('at').notNull(),
  actor: text('actor').notNull(),
  voice: text('voice').notNull(),
  resident: text('resident').notNull(),
  kind: text('kind', { enum: subjectKinds }).notNull(),
  subject: text('subject').notNull(),
  day: text('day').notNull(),
  grade: integer('grade').$type<Grade>().notNull(),
  tags: text('tags', { mode: 'json' }).$type<VoiceTag[]>().notNull(),
  commentState: text('comment_state', { enum: commentStates }).notNull(),
  withdrawn: flag('withdrawn').notNull(),
  review: text('review', { enum: reviews }).notNull(),
  reason: text('reason'),
  via: text('via', { enum: voiceWays }),
})

const gradeCounts = {
  g1: integer('g1').notNull().default(0),
  g2: integer('g2').notNull().default(0),
  g3: integer('g3').notNull().default(0),
  g4: integer('g4').notNull().default(0),
  g5: integer('g5').notNull().default(0),
}

/** Counts of a scope in a period; kept by the triggers on `voice`. */
export const tally = sqliteTable(
  'tally',
  {
    scope: text('scope', { enum: measureScopes }).notNull(),
    period: text('period').notNull(),
    id: text('id').notNull(),
    ...gradeCounts,
    held: integer('held').notNull().default(0),
    residents: integer('residents').notNull().default(0),
    /** of the voices, those that came by a poster */
    poster: integer('poster').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.scope, table.period, table.id] })],
)

/** Tags of recent voices on a subject by grade; kept by the triggers on `voice`. */
export const tagTally = sqliteTable(
  'tag_tally',
  {
    kind: text('kind', { enum: subjectKinds }).notNull(),
    subject: text('subject').notNull(),
    tag: text('tag').$type<VoiceTag>().notNull(),
    ...gradeCounts,
  },
  (table) => [primaryKey({ columns: [table.kind, table.subject, table.tag] })],
)

export const population = sqliteTable('population', {
  community: text('community')
    .primaryKey()
    .references(() => community.code, { onDelete: 'cascade' }),
  residents: integer('residents').notNull(),
  source: text('source').notNull(),
})

export const survey = sqliteTable('survey', {
  id: text('id').primaryKey(),
  date: text('date').notNull(),
  method: text('method').notNull(),
  g1: integer('g1').notNull(),
  g2: integer('g2').notNull(),
  g3: integer('g3').notNull(),
  g4: integer('g4').notNull(),
  g5: integer('g5').notNull(),
  sample: flag('sample').notNull().default(false),
})

/** Answers to requests that may be sent again (`Idempotency-Key`). */
export const answered = sqliteTable(
  'answered',
  {
    resident: text('resident').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    answer: text('answer').notNull(),
    at: text('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.resident, table.key] })],
)

export const challengeUsed = sqliteTable('challenge_used', {
  nonce: text('nonce').primaryKey(),
  until: text('until').notNull(),
})

export const networkKey = sqliteTable('network_key', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  key: text('key').notNull(),
  madeAt: text('made_at').notNull(),
})

/** Which voices came from one network, by a hash that nobody can make again once its key is gone. */
export const networkMark = sqliteTable(
  'network_mark',
  {
    network: text('network').notNull(),
    voice: text('voice')
      .notNull()
      .references(() => voice.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: subjectKinds }).notNull(),
    subject: text('subject').notNull(),
    at: text('at').notNull(),
    key: integer('key')
      .notNull()
      .references(() => networkKey.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.network, table.voice] })],
)

/* ── accounts ── */

/** Who works here: a handle, a role and an area; never who they are. */
export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  handle: text('handle').notNull().unique(),
  role: text('role', { enum: roleNames }).notNull(),
  area: text('area'),
  password: text('password'),
  totp: text('totp'),
  totpStep: integer('totp_step'),
  suspended: flag('suspended').notNull().default(false),
  sample: flag('sample').notNull().default(false),
  createdAt: text('created_at').notNull(),
})

/** Which account keeps an outlet's listing. */
export const holding = sqliteTable('holding', {
  outlet: text('outlet')
    .primaryKey()
    .references(() => outlet.id, { onDelete: 'cascade' }),
  account: text('account')
    .notNull()
    .references(() => account.id),
  since: text('since').notNull(),
})

export const session = sqliteTable('session', {
  id: text('id').primaryKey(),
  token: text('token').notNull().unique(),
  account: text('account')
    .notNull()
    .references(() => account.id, { onDelete: 'cascade' }),
  stage: text('stage', { enum: sessionStages }).notNull(),
  device: text('device').notNull(),
  createdAt: text('created_at').notNull(),
  seenAt: text('seen_at').notNull(),
  until: text('until').notNull(),
})

export const passkey = sqliteTable('passkey', {
  id: text('id').primaryKey(),
  account: text('account')
    .notNull()
    .references(() => account.id, { onDelete: 'cascade' }),
  publicKey: text('public_key').notNull(),
  counter: integer('counter').notNull(),
  transports: text('transports', { mode: 'json' }).$type<string[]>().notNull(),
  label: text('label').notNull(),
  createdAt: text('created_at').notNull(),
  usedAt: text('used_at'),
})

export const passkeyChallenge = sqliteTable('passkey_challenge', {
  challenge: text('challenge').primaryKey(),
  account: text('account').references(() => account.id, { onDelete: 'cascade' }),
  until: text('until').notNull(),
})

/** One-time codes on paper or as a link. */
export const invitation = sqliteTable('invitation', {
  id: text('id').primaryKey(),
  code: text('code').notNull().unique(),
  kind: text('kind', { enum: invitationKinds }).notNull(),
  role: text('role', { enum: roleNames }).notNull(),
  area: text('area'),
  account: text('account').references(() => account.id, { onDelete: 'cascade' }),
  by: text('by').references(() => account.id),
  createdAt: text('created_at').notNull(),
  until: text('until').notNull(),
  usedAt: text('used_at'),
  usedBy: text('used_by').references(() => account.id),
  revokedAt: text('revoked_at'),
})

export const invitationOutlet = sqliteTable(
  'invitation_outlet',
  {
    invitation: text('invitation')
      .notNull()
      .references(() => invitation.id, { onDelete: 'cascade' }),
    outlet: text('outlet')
      .notNull()
      .references(() => outlet.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.invitation, table.outlet] })],
)

/** Guesses that failed. */
export const failedGuess = sqliteTable('failed_guess', {
  id: integer('id').primaryKey(),
  target: text('target').notNull(),
  network: text('network').notNull(),
  key: integer('key')
    .notNull()
    .references(() => networkKey.id, { onDelete: 'cascade' }),
  at: text('at').notNull(),
})

/* ── listings ── */

/** What merchants propose and staff check. */
export const proposal = sqliteTable('proposal', {
  id: text('id').primaryKey(),
  outlet: text('outlet')
    .notNull()
    .references(() => outlet.id, { onDelete: 'cascade' }),
  field: text('field', { enum: checkedFields }).notNull(),
  value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  before: text('before', { mode: 'json' }).$type<unknown>(),
  by: text('by')
    .notNull()
    .references(() => account.id),
  at: text('at').notNull(),
  state: text('state', { enum: proposalStates }).notNull().default('waiting'),
  reason: text('reason'),
  judgedBy: text('judged_by'),
  judgedAt: text('judged_at'),
})

/** Shops that are not on the map yet, as anybody has named them. */
export const application = sqliteTable('application', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  address: text('address').notNull(),
  community: text('community')
    .notNull()
    .references(() => community.code, { onDelete: 'cascade' }),
  hours: text('hours').notNull(),
  phone: text('phone'),
  note: text('note').notNull(),
  resident: text('resident'),
  at: text('at').notNull(),
  state: text('state', { enum: applicationStates }).notNull().default('open'),
  reason: text('reason'),
  outlet: text('outlet').references(() => outlet.id, { onDelete: 'set null' }),
  judgedBy: text('judged_by'),
  judgedAt: text('judged_at'),
})

/** What residents are told for a while. */
export const notice = sqliteTable('notice', {
  id: text('id').primaryKey(),
  community: text('community').references(() => community.code, { onDelete: 'cascade' }),
  subdistrict: text('subdistrict').references(() => subdistrict.code, { onDelete: 'cascade' }),
  kind: text('kind').$type<NoticeKind>().notNull(),
  title: text('title').notNull(),
  text: text('text').notNull(),
  place: text('place'),
  fromDate: text('from_date').notNull(),
  fromTime: text('from_time'),
  toDate: text('to_date').notNull(),
  toTime: text('to_time'),
  endsAt: text('ends_at').notNull(),
  withdrawn: flag('withdrawn').notNull().default(false),
  by: text('by').notNull(),
  version: text('version').notNull(),
})

/** What residents say is wrong with listings. */
export const report = sqliteTable('report', {
  id: text('id').primaryKey(),
  outlet: text('outlet')
    .notNull()
    .references(() => outlet.id, { onDelete: 'cascade' }),
  fact: text('fact').$type<ReportFact>().notNull(),
  right: text('right').notNull(),
  resident: text('resident'),
  at: text('at').notNull(),
  state: text('state', { enum: reportStates }).notNull().default('open'),
  reason: text('reason'),
  judgedBy: text('judged_by'),
  judgedAt: text('judged_at'),
})

/* ── wishes ── */

/** One row: the revision of wishes and projects. */
export const wishes = sqliteTable('wishes', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull().default(1),
})

/** What is wanted in a community, with how many want it. */
export const wish = sqliteTable(
  'wish',
  {
    id: text('id').primaryKey(),
    community: text('community')
      .notNull()
      .references(() => community.code, { onDelete: 'cascade' }),
    want: text('want').notNull(),
    at: text('at').notNull(),
    supporters: integer('supporters').notNull().default(0),
    sample: flag('sample').notNull().default(false),
  },
  (table) => [unique().on(table.community, table.want)],
)

/** Who wants it, known only by a keyed hash, and why. */
export const wishSupport = sqliteTable(
  'wish_support',
  {
    id: text('id').primaryKey(),
    wish: text('wish')
      .notNull()
      .references(() => wish.id, { onDelete: 'cascade' }),
    resident: text('resident').notNull(),
    why: text('why'),
    whyState: text('why_state', { enum: whyStates }).notNull().default('none'),
    reason: text('reason'),
    at: text('at').notNull(),
    saidAt: text('said_at').notNull(),
    judgedBy: text('judged_by'),
    judgedAt: text('judged_at'),
    sample: flag('sample').notNull().default(false),
  },
  (table) => [unique().on(table.wish, table.resident)],
)

/** From which network something came for a wish, for an hour. */
export const wishMark = sqliteTable('wish_mark', {
  id: integer('id').primaryKey(),
  network: text('network').notNull(),
  wish: text('wish')
    .notNull()
    .references(() => wish.id, { onDelete: 'cascade' }),
  at: text('at').notNull(),
  key: integer('key')
    .notNull()
    .references(() => networkKey.id, { onDelete: 'cascade' }),
})

const projected = {
  state: text('state').$type<ProjectState>().notNull(),
  unit: text('unit'),
  byDate: text('by_date'),
  result: text('result'),
  reason: text('reason'),
}

/** What staff do about a wish. */
export const project = sqliteTable('project', {
  wish: text('wish')
    .primaryKey()
    .references(() => wish.id, { onDelete: 'cascade' }),
  ...projected,
  version: text('version').notNull(),
  sample: flag('sample').notNull().default(false),
})

/** What a project has been; triggers write it. */
export const projectEvent = sqliteTable('project_event', {
  id: integer('id').primaryKey(),
  wish: text('wish')
    .notNull()
    .references(() => project.wish, { onDelete: 'cascade' }),
  at: text('at').notNull(),
  ...projected,
})

/* ── assessment ── */

/** The city's own standards by which circles are assessed. Never changed, by trigger. */
export const standard = sqliteTable('standard', {
  version: integer('version').primaryKey(),
  fromDate: text('from_date').notNull(),
  standard: text('standard', { mode: 'json' }).$type<CircleStandard>().notNull(),
  reason: text('reason').notNull(),
  by: text('by').notNull(),
  at: text('at').notNull(),
  withdrawnReason: text('withdrawn_reason'),
  withdrawnBy: text('withdrawn_by'),
  withdrawnAt: text('withdrawn_at'),
})

/** One row: of what the stored result was counted, and who is counting. */
export const assessment = sqliteTable('assessment', {
  id: integer('id').primaryKey(),
  serial: integer('serial').notNull().default(0),
  revision: integer('revision'),
  network: integer('network'),
  standard: text('standard', { mode: 'json' }).$type<CircleStandard>(),
  print: text('print'),
  countedAt: text('counted_at'),
  counting: text('counting'),
  countingUntil: text('counting_until'),
})

/** What each community has and lacks. */
export const assessmentCommunity = sqliteTable('assessment_community', {
  community: text('community')
    .primaryKey()
    .references(() => community.code, { onDelete: 'cascade' }),
  result: text('result', { mode: 'json' }).$type<CommunityAssessed>().notNull(),
})

/** The way to the city's goals. */
export const goalDay = sqliteTable('goal_day', {
  date: text('date').primaryKey(),
  urban: integer('urban').notNull(),
  basic: integer('basic').notNull(),
  exemplary: integer('exemplary').notNull(),
  sample: flag('sample').notNull().default(false),
})

/* ── photos and replies ── */

/** Photos of outlets, by the key of their object in the bucket. */
export const photo = sqliteTable('photo', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  outlet: text('outlet').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  text: text('text'),
  by: text('by').notNull(),
  at: text('at').notNull(),
  state: text('state', { enum: photoStates }).notNull().default('arriving'),
  former: text('former'),
  reason: text('reason'),
  judgedBy: text('judged_by'),
  judgedAt: text('judged_at'),
  endedAt: text('ended_at'),
  goneAt: text('gone_at'),
  swept: flag('swept').notNull().default(false),
})

/** What merchants reply to comments, one row a version. */
export const reply = sqliteTable('reply', {
  id: text('id').primaryKey(),
  voice: text('voice')
    .notNull()
    .references(() => voice.id, { onDelete: 'cascade' }),
  text: text('text').notNull(),
  by: text('by').notNull(),
  at: text('at').notNull(),
  state: text('state', { enum: replyStates }).notNull().default('waiting'),
  former: text('former'),
  reason: text('reason'),
  judgedBy: text('judged_by'),
  judgedAt: text('judged_at'),
})

/* ── complaints ── */

/** What has happened to all cases, each event with the hash of the one before. Append-only, by trigger. */
export const complaintEvent = sqliteTable(
  'complaint_event',
  {
    seq: integer('seq').primaryKey(),
    complaint: text('complaint').notNull(),
    at: text('at').notNull(),
    by: text('by', { enum: complaintActors }).notNull(),
    act: text('act').notNull(),
    facts: text('facts').notNull(),
    words: text('words'),
    before: text('before').notNull(),
    hash: text('hash').notNull().unique(),
  },
  (table) => [index('complaint_event_by_case').on(table.complaint, table.seq)],
)

/**
 * A case as it stands; `seq` is the number of its filing in the chain. Generated columns (month, open, bound) are the
 * database's own, and so are the indexes by which lists are found.
 */
export const complaint = sqliteTable('complaint', {
  seq: integer('seq').primaryKey(),
  id: text('id').notNull().unique(),
  receipt: text('receipt').notNull().unique(),
  voice: text('voice').notNull(),
  subjectKind: text('subject_kind', { enum: subjectKinds }).notNull(),
  subject: text('subject').notNull(),
  subjectName: text('subject_name').notNull(),
  community: text('community'),
  subdistrict: text('subdistrict'),
  kind: text('kind').$type<ComplaintKind>().notNull(),
  place: text('place'),
  merchantMaySee: flag('merchant_may_see').notNull(),
  mayPublish: flag('may_publish').notNull(),
  filedAt: text('filed_at').notNull(),
  filedOn: text('filed_on').notNull(),
  version: integer('version').notNull(),
  stage: text('stage').$type<ComplaintStage>().notNull(),
  level: text('level', { enum: complaintLevels }).notNull(),
  beganAt: text('began_at').notNull(),
  complexReason: text('complex_reason'),
  acceptedAt: text('accepted_at'),
  answeredAt: text('answered_at'),
  resolvedAt: text('resolved_at'),
  missed: text('missed', { mode: 'json' }).$type<string[]>().notNull().default([]),
  endedAt: text('ended_at'),
  abuse: flag('abuse').notNull().default(false),
  outcome: text('outcome', { enum: complaintOutcomes }),
  reopened: integer('reopened').notNull().default(0),
  late: integer('late').notNull().default(0),
  unit: text('unit'),
  grade: integer('grade').$type<Grade>(),
  endedReason: text('ended_reason'),
  endedTo: text('ended_to').$type<TransferTarget>(),
  mergedInto: text('merged_into'),
  published: flag('published').notNull().default(false),
  publishedText: flag('published_text').notNull().default(false),
  nextLimit: text('next_limit').$type<ComplaintLimit>(),
  nextUntil: text('next_until'),
  replyUntil: text('reply_until'),
  clockAt: text('clock_at'),
  calendar: integer('calendar').notNull(),
})

/** What people wrote on cases, with the salt that goes into the hash of it. */
export const complaintMessage = sqliteTable('complaint_message', {
  id: text('id').primaryKey(),
  complaint: text('complaint').notNull(),
  seq: integer('seq').notNull().unique(),
  at: text('at').notNull(),
  by: text('by', { enum: complaintActors }).notNull(),
  act: text('act').notNull(),
  level: text('level', { enum: complaintLevels }),
  text: text('text').notNull(),
  salt: text('salt').notNull(),
})

/** Photos of cases, by the key of their object; those without a message are still arriving. */
export const complaintPhoto = sqliteTable('complaint_photo', {
  id: text('id').primaryKey(),
  key: text('key').notNull(),
  complaint: text('complaint'),
  message: text('message'),
  place: integer('place').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  sha256: text('sha256').notNull(),
  at: text('at').notNull(),
  published: flag('published').notNull().default(false),
  goneAt: text('gone_at'),
})

/** How punctual units are. */
export const complaintTally = sqliteTable(
  'complaint_tally',
  {
    unit: text('unit').notNull(),
    month: text('month').notNull(),
    limit: text('limit_code').$type<ComplaintLimit>().notNull(),
    onTime: integer('on_time').notNull().default(0),
    n: integer('n').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.unit, table.month, table.limit] })],
)

/** How often networks file, or name receipts that there are not. */
export const complaintAttempt = sqliteTable('complaint_attempt', {
  id: integer('id').primaryKey(),
  act: text('act', { enum: ['filed', 'wrong', 'open311'] }).notNull(),
  network: text('network').notNull(),
  key: integer('key')
    .notNull()
    .references(() => networkKey.id, { onDelete: 'cascade' }),
  at: text('at').notNull(),
})

/** One row: the revision of what everybody sees of complaints, and the number of the calendar. */
export const complaintLedger = sqliteTable('complaint_ledger', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull().default(1),
  calendar: integer('calendar').notNull().default(1),
})

/** Versions of the street network; the one in use, if any, is the city's. */
export const walkingNetwork = sqliteTable(
  'walking_network',
  {
    version: integer('version').primaryKey({ autoIncrement: true }),
    sha256: text('sha256').notNull().unique(),
    bytes: integer('bytes').notNull(),
    nodes: integer('nodes').notNull(),
    edges: integer('edges').notNull(),
    metres: real('metres').notNull(),
    attribution: text('attribution').notNull(),
    licence: text('licence').notNull(),
    date: text('date'),
    sample: flag('sample').notNull().default(false),
    at: text('at').notNull(),
    by: text('by'),
    inUse: flag('in_use').notNull().default(false),
  },
  (table) => [uniqueIndex('walking_network_in_use').on(table.inUse).where(sql`in_use = 1`)],
)

/** The file of a version of the street network, as base64 in parts. */
export const walkingNetworkPart = sqliteTable(
  'walking_network_part',
  {
    id: integer('id').primaryKey(),
    version: integer('version')
      .notNull()
      .references(() => walkingNetwork.version, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    content: text('content').notNull(),
  },
  (table) => [unique().on(table.version, table.part)],
)

/** Where people live: estates and villages with their households. */
export const residence = sqliteTable(
  'residence',
  {
    id: text('id').primaryKey(),
    name: text('name'),
    community: text('community')
      .notNull()
      .references(() => community.code, { onDelete: 'cascade' }),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    households: integer('households').notNull(),
    sample: flag('sample').notNull().default(false),
  },
  (table) => [index('residence_by_community').on(table.community)],
)
