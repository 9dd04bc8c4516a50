/** The tables of `schema/migrations` for drizzle. The migrations are the truth; a test compares the two. */

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
import { confirmers, creditGrades, outletStatuses } from './catalog/marks.ts'
import { sources } from './catalog/sources.ts'

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
})

/** Who changed what, when, before and after. Append-only, by trigger. */
export const change = sqliteTable(
  'change',
  {
    id: integer('id').primaryKey(),
    at: text('at').notNull(),
    actor: text('actor').notNull(),
    subjectKind: text('subject_kind', { enum: ['city', 'circle', 'outlet', 'calendar'] }).notNull(),
    subject: text('subject').notNull(),
    importRun: text('import_run').references(() => importRun.id),
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (table) => [index('change_by_subject').on(table.subjectKind, table.subject, table.id)],
)
