import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { outletType } from '../../schema/catalog/outlet-types.ts'
import { type Pace, paces } from '../../schema/catalog/paces.ts'
import { QUERY_MAX } from '../../schema/contract/limits.ts'

/** What a resident looks for. It stands in the address, so that a link shows another person the same. */
export interface Search {
  /** text as typed, at most {@link QUERY_MAX} characters; empty asks for nothing */
  q: string
  /** codes of outlet types; empty means all */
  types: readonly string[]
  /** code of the community that one walks from; null when not chosen. A phone's own position is never here. */
  from: string | null
  /** local time in Asia/Shanghai, `2026-11-24T21:00`; null means now */
  at: string | null
  /** only what is open then */
  open: boolean
  cash: boolean
  stepFree: boolean
  night: boolean
  instant: boolean
  /** how fast one walks; null as 长辈版 or the other one would */
  pace: Pace | null
  /** only ways without steps and rough ground: wheelchair, pram */
  wheels: boolean
}

export const emptySearch: Search = {
  q: '',
  types: [],
  from: null,
  at: null,
  open: false,
  cash: false,
  stepFree: false,
  night: false,
  instant: false,
  pace: null,
  wheels: false,
}

/** The criteria that are on or off. */
export const switches = ['open', 'cash', 'stepFree', 'night', 'instant'] as const
export type Switch = (typeof switches)[number]

/** Their names in the address. */
const parameters: Record<Switch, string> = {
  open: 'open',
  cash: 'cash',
  stepFree: 'step_free',
  night: 'night',
  instant: 'instant',
}

function one(value: LocationQuery[string] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value
  return first ?? ''
}

/**
 * Epoch milliseconds of a local time in Asia/Shanghai.
 * @param local `2026-11-24T21:00`
 * @returns null where there is no such time
 */
export function shanghaiInstant(local: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const instant = Date.parse(`${local}:00+08:00`)
  return Number.isNaN(instant) || shanghaiLocal(instant) !== local ? null : instant
}

/** The local time in Asia/Shanghai at an instant (epoch milliseconds): `2026-11-24T21:00`. China keeps one time all year. */
export function shanghaiLocal(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16)
}

function isPace(text: string): text is Pace {
  return Object.hasOwn(paces, text)
}

/** Reads the search from an address. What cannot be read is as if it were not there, so that old links still work. */
export function parseSearch(query: LocationQuery): Search {
  const from = one(query['from'])
  const at = one(query['at'])
  const pace = one(query['pace'])
  const on = (name: Switch) => one(query[parameters[name]]) === '1'
  return {
    q: [...one(query['q'])].slice(0, QUERY_MAX).join('').trim(),
    types: [...new Set(one(query['type']).split(','))].filter((code) => outletType(code) !== undefined),
    from: /^\d{12}$/.test(from) ? from : null,
    at: shanghaiInstant(at) === null ? null : at,
    open: on('open'),
    cash: on('cash'),
    stepFree: on('stepFree'),
    night: on('night'),
    instant: on('instant'),
    pace: isPace(pace) ? pace : null,
    wheels: one(query['wheels']) === '1',
  }
}

/** The address of a search: {@link parseSearch} reads back the same. What is not asked for takes no room. */
export function formatSearch(search: Search): LocationQueryRaw {
  const query: LocationQueryRaw = {}
  if (search.q) query['q'] = search.q
  if (search.types.length > 0) query['type'] = search.types.join(',')
  if (search.from) query['from'] = search.from
  if (search.at) query['at'] = search.at
  for (const name of switches) if (search[name]) query[parameters[name]] = '1'
  if (search.pace) query['pace'] = search.pace
  if (search.wheels) query['wheels'] = '1'
  return query
}
