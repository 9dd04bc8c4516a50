/** Rows of the open data, made of what everybody may read anyway. The dictionary's types hold them to its fields. */

import type { complaintFields, needFields } from '../../schema/catalog/open-data/cases.ts'
import type { RowOf } from '../../schema/catalog/open-data/fields.ts'
import type {
  assessmentFields,
  circleFields,
  outletFields,
  priceFields,
  stopFields,
} from '../../schema/catalog/open-data/places.ts'
import { outletTypes } from '../../schema/catalog/outlet-types.ts'
import type { CircleAssessment } from '../../schema/contract/assessment.ts'
import type { CircleOutlet } from '../../schema/contract/circle.ts'
import type { CityCommunity } from '../../schema/contract/city.ts'
import type { Case } from '../../schema/contract/complaint.ts'
import type { Need } from '../../schema/contract/wish.ts'
import { countKey, type OutletCounts } from '../places/count-store.ts'

export function outletRow(outlet: CircleOutlet): RowOf<typeof outletFields> {
  const { position, payment, accessibility, delivery } = outlet
  return {
    id: outlet.id,
    name: outlet.name,
    type: outlet.type,
    services: outlet.services,
    address: outlet.address,
    longitude: position[0],
    latitude: position[1],
    community: outlet.circle,
    hours: outlet.hours,
    phone: outlet.phone,
    cash: payment.cash,
    bankCard: payment.bank_card,
    mobilePay: payment.mobile_pay,
    stepFree: accessibility.step_free,
    seat: accessibility.seat,
    hearingAid: accessibility.hearing_aid,
    sightAid: accessibility.sight_aid,
    elderCounter: accessibility.elder_counter,
    nightDelivery: delivery.night_delivery,
    instantDelivery: delivery.instant_delivery,
    chain: outlet.chain,
    credit: outlet.credit,
    honest: outlet.honest,
    status: outlet.status,
    source: outlet.source,
    confirmedAt: outlet.confirmedAt,
    confirmedBy: outlet.confirmedBy,
    updatedAt: outlet.updatedAt,
  }
}

export function stopRows({ id, stops }: CircleOutlet): RowOf<typeof stopFields>[] {
  return stops.map((stop) => ({
    outlet: id,
    stop: stop.id,
    name: stop.name,
    longitude: stop.position[0],
    latitude: stop.position[1],
    hours: stop.hours,
  }))
}

export function priceRows({ id, prices, pricesAt }: CircleOutlet): RowOf<typeof priceFields>[] {
  return prices.map(({ item, fen, fenTo, unit }) => ({
    outlet: id,
    item,
    price: fen,
    priceTo: fenTo,
    per: unit,
    publishedOn: pricesAt,
  }))
}

/**
 * A circle.
 * @param assessed what is stored of it; nothing where it has come since
 */
export function circleRow(
  community: CityCommunity,
  { communities, counts }: OutletCounts,
  assessed: CircleAssessment | undefined,
): RowOf<typeof circleFields> {
  const { code, centre } = community
  return {
    community: code,
    name: community.name,
    nameEn: community.nameEn,
    subdistrict: community.subdistrict,
    urban: community.urban,
    pilot: community.pilot,
    longitude: centre?.[0] ?? null,
    latitude: centre?.[1] ?? null,
    outlets: communities.get(code) ?? 0,
    types: outletTypes.filter((type) => (counts.get(countKey(code, type.code)) ?? 0) > 0).length,
    level: assessed?.level ?? null,
    missing: assessed?.missing ?? [],
    wanting: assessed?.wanting ?? null,
    within15: assessed?.within15 ?? null,
    weighted: assessed?.weighted ?? null,
    estimated: assessed?.estimated ?? null,
  }
}

export function assessmentRows({ code, types }: CircleAssessment): RowOf<typeof assessmentFields>[] {
  return types.map(({ type, count, nearest, minutes, reached, limit, met }) => ({
    community: code,
    type,
    count,
    nearest: nearest?.id ?? null,
    metres: nearest?.metres ?? null,
    minutes,
    reached,
    limit,
    met,
  }))
}

/** A case without what was published of its words, which can be taken back there and not in a copy. */
export function caseRow(one: Case): RowOf<typeof complaintFields> {
  const { subject, deadlines, done, ended } = one
  return {
    id: one.id,
    subjectKind: subject.kind,
    subject: subject.id,
    subjectName: subject.name,
    community: one.community?.code ?? null,
    kind: one.kind,
    stage: one.stage,
    level: one.level,
    unit: one.unit,
    filedOn: one.filedOn,
    acceptBy: deadlines.accept,
    answerBy: deadlines.answer,
    resolveBy: deadlines.resolve,
    provisional: one.provisional,
    acceptedAt: done.accept,
    answeredAt: done.answer,
    resolvedAt: done.resolve,
    missed: one.missed,
    late: one.late,
    reopened: one.reopened,
    complexReason: one.complexReason,
    outcome: one.outcome,
    grade: one.grade,
    endedReason: ended?.reason ?? null,
    transferredTo: ended?.to ?? null,
    mergedInto: one.mergedInto,
  }
}

export function needRow(need: Need): RowOf<typeof needFields> {
  const { project } = need
  return {
    id: need.id,
    community: need.community,
    want: need.want,
    since: need.since,
    supporters: need.supporters,
    has: need.has,
    minutes: need.minutes,
    lacks: need.lacks,
    project: project?.state ?? null,
    projectUnit: project?.unit ?? null,
    projectBy: project?.by ?? null,
    projectResult: project?.result ?? null,
    projectReason: project?.reason ?? null,
    projectChangedAt: project?.version ?? null,
  }
}
