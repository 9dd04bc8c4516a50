/**
 * 缺什么、补什么: what residents wish for, and the projects that staff make of it (需求清单 → 项目清单). A community
 * and what is wanted there make one wish, however many people want it.
 */

import { type OutletType, outletType, outletTypes } from './outlet-types.ts'
import { type OutletService, outletService, outletServices } from './services.ts'
import type { Limit } from './voice-limits.ts'

/** Codes of what can be wished for: outlet types and services, which never share one (a test holds them to it). */
export const wantCodes: readonly string[] = [...outletTypes, ...outletServices].map(({ code }) => code)

/** What is wanted: a type of outlet, or a service that any outlet may carry. */
export type Want =
  | { kind: 'type'; code: string; name: string; nameEn: string; type: OutletType }
  | { kind: 'service'; code: string; name: string; nameEn: string; service: OutletService }

/**
 * What a code wants.
 * @returns undefined for a code the catalog does not hold
 */
export function wantOf(code: string): Want | undefined {
  const type = outletType(code)
  if (type) return { kind: 'type', code, name: type.name, nameEn: type.nameEn, type }
  const service = outletService(code)
  return service && { kind: 'service', code, name: service.name, nameEn: service.nameEn, service }
}

/** What must be known of a project in a state. */
export type ProjectNeed = 'unit' | 'by' | 'result' | 'reason'

interface State {
  code: string
  name: string
  nameEn: string
  /** without these it cannot be in the state */
  needs: readonly ProjectNeed[]
}

/** Where a project stands, in the order of its way. Staff may set any of them from any other; the history shows it. */
export const projectStates = [
  { code: 'proposed', name: '已列入研究', nameEn: 'Proposed', needs: [] },
  { code: 'planned', name: '已列入计划', nameEn: 'Planned', needs: ['unit', 'by'] },
  { code: 'under_way', name: '正在建设', nameEn: 'Under way', needs: ['unit'] },
  { code: 'done', name: '已办成', nameEn: 'Done', needs: ['unit', 'result'] },
  { code: 'declined', name: '暂不安排', nameEn: 'Declined', needs: ['reason'] },
] as const satisfies readonly State[]
export type ProjectState = (typeof projectStates)[number]['code']
export const projectStateCodes = projectStates.map(({ code }) => code)

/** States in which nothing more is to come. */
export const endedStates: readonly ProjectState[] = ['done', 'declined']

/** What must be known of a project in this state. */
export function needsOf(state: ProjectState): readonly ProjectNeed[] {
  return projectStates.find(({ code }) => code === state)?.needs ?? []
}

/** What staff have made of a resident's words. */
export const whyStates = ['none', 'waiting', 'approved', 'refused'] as const
export type WhyState = (typeof whyStates)[number]

export const wishRule = {
  /** characters of why somebody wishes it */
  why: 200,
  /** characters of what has come of a project */
  result: 300,
  /** the latest words that the page of a wish shows */
  whysShown: 50,
  /** like wishes that are offered before a new one is made */
  alike: 3,
  /** metres between the centres of communities that are neighbours: as far as one walks in fifteen minutes */
  neighbourMetres: 1_000,
  /** days for which the desk can take back that words were refused; then they are erased */
  refusedFor: 30,
  /** wishes and supports of one resident, refused above */
  byResident: { most: 30, seconds: 24 * 3_600 },
  /** those from one network, refused above: a mobile network shows a whole town behind one address */
  byNetwork: { most: 1_000, seconds: 3_600 },
  /** those from one network for one wish, refused above: a drive for signatures on one Wi-Fi fits in */
  byNetworkOnWish: { most: 100, seconds: 3_600 },
} as const satisfies Record<string, number | Limit>
