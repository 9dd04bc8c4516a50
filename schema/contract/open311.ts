/**
 * Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), as complaints answer it at `/open311/v2`. The shapes are those of
 * JSON; the same in XML says `null` as an empty element, and parts lists by the names of `elementsOf` in worker/open311.
 */

import * as v from 'valibot'
import { complaintKindCodes } from '../catalog/complaints.ts'
import { ComplaintInput } from './complaint.ts'
import { OPEN311_REQUESTS_MAX } from './limits.ts'
import { SubjectShape } from './rating.ts'
import { InstantInput, OutletIdShape } from './values.ts'

/** The formats: each is the end of an address. Without one it is XML, which the specification demands. */
export const open311Formats = ['json', 'xml'] as const
export type Open311Format = (typeof open311Formats)[number]

/* ── what clients send ── */

const degrees = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[+-]?\d{1,3}(\.\d+)?$/),
    v.transform(Number),
    v.minValue(-most),
    v.maxValue(most),
  )
const yesOrNo = v.optional(v.picklist(['yes', 'no']), 'no')

/** Characters of an address as somebody types it. */
export const ADDRESS_STRING_MAX = 200

/** What the definition of every service asks for, by the codes of its attributes. */
export const Open311Attributes = v.strictObject({
  outlet: v.optional(OutletIdShape),
  place: ComplaintInput.entries.place,
  merchant_may_see: yesOrNo,
  may_publish: yesOrNo,
})
export type Open311Attribute = keyof typeof Open311Attributes.entries

/**
 * What is kept of a form, and nothing else of it is even read: who sends it stays unknown, whatever the specification
 * has fields for. Words are held against the same shapes as a complaint's.
 */
export const Open311RequestInput = v.strictObject({
  service_code: ComplaintInput.entries.kind,
  lat: v.optional(degrees(90)),
  long: v.optional(degrees(180)),
  address_string: v.optional(v.pipe(v.string(), v.maxLength(ADDRESS_STRING_MAX))),
  address_id: v.optional(SubjectShape.entries.id),
  description: ComplaintInput.entries.text,
  attribute: Open311Attributes,
})
export type Open311Request = v.InferOutput<typeof Open311RequestInput>

/** Which requests are asked for. A list names the identifiers, and nothing else counts then. */
export const Open311RequestsQuery = v.strictObject({
  service_request_id: v.optional(v.pipe(v.array(v.string()), v.maxLength(OPEN311_REQUESTS_MAX))),
  service_code: v.optional(v.array(v.picklist(complaintKindCodes))),
  start_date: v.optional(InstantInput),
  end_date: v.optional(InstantInput),
  status: v.optional(v.array(v.picklist(['open', 'closed']))),
})
export type Open311Search = v.InferOutput<typeof Open311RequestsQuery>

/** Fields of which a client can be told that they are wrong, each in a sentence of its own. */
export type Open311Field =
  | keyof typeof Open311RequestInput.entries
  | keyof typeof Open311RequestsQuery.entries
  | Open311Attribute

/* ── what is answered ── */

const name = v.pipe(v.string(), v.minLength(1))
const nullable = v.nullable(v.string())

/** A date and time of the W3C note: with its offset, and to the second. */
export const W3cDateTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/))

export const Open311Service = v.strictObject({
  service_code: name,
  service_name: name,
  description: v.string(),
  metadata: v.boolean(),
  type: v.picklist(['realtime', 'batch', 'blackbox']),
  keywords: v.string(),
  group: v.string(),
})
export const Open311Services = v.array(Open311Service)

export const Open311ServiceDefinition = v.strictObject({
  service_code: name,
  attributes: v.array(
    v.strictObject({
      variable: v.boolean(),
      code: name,
      datatype: v.picklist(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
      required: v.boolean(),
      datatype_description: nullable,
      order: v.pipe(v.number(), v.integer(), v.minValue(1)),
      description: name,
      values: v.optional(v.array(v.strictObject({ key: name, name }))),
    }),
  ),
})

/** The answer to filing. */
export const Open311Taken = v.pipe(
  v.array(v.strictObject({ service_request_id: name, service_notice: name, account_id: v.null() })),
  v.length(1),
)

export const Open311ServiceRequest = v.strictObject({
  service_request_id: name,
  status: v.picklist(['open', 'closed']),
  status_notes: nullable,
  service_name: name,
  service_code: name,
  description: nullable,
  agency_responsible: nullable,
  service_notice: nullable,
  requested_datetime: W3cDateTime,
  updated_datetime: W3cDateTime,
  expected_datetime: v.nullable(W3cDateTime),
  address: nullable,
  address_id: nullable,
  zipcode: v.null(),
  lat: v.nullable(v.number()),
  long: v.nullable(v.number()),
  media_url: nullable,
})
export const Open311ServiceRequests = v.array(Open311ServiceRequest)

export const Open311Errors = v.pipe(
  v.array(v.strictObject({ code: v.number(), description: name })),
  v.minLength(1),
)

export const Open311Discovery = v.strictObject({
  changeset: name,
  contact: name,
  key_service: name,
  endpoints: v.array(
    v.strictObject({
      specification: v.literal('http://wiki.open311.org/GeoReport_v2'),
      url: v.pipe(v.string(), v.url()),
      changeset: name,
      type: v.picklist(['production', 'test']),
      formats: v.array(v.picklist(['text/xml', 'application/json'])),
    }),
  ),
})

export type Service = v.InferOutput<typeof Open311Service>
export type ServiceDefinition = v.InferOutput<typeof Open311ServiceDefinition>
export type ServiceRequest = v.InferOutput<typeof Open311ServiceRequest>
export type ServiceRequestTaken = v.InferOutput<typeof Open311Taken>
export type Discovery = v.InferOutput<typeof Open311Discovery>
export type Open311Error = v.InferOutput<typeof Open311Errors>[number]
