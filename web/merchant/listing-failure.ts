import { ApiFailure } from '../shell/api.ts'
import { isFormField } from './listing-compare.ts'
import type { Fault, PricePart } from './listing-form.ts'

/** Whose listing it is not, and what there is not, cannot be kept. */
export type ListingState = 'loading' | 'ready' | 'missing' | 'forbidden' | 'offline' | 'failed'

const priceParts = { item: 'item', fen: 'from', fenTo: 'to', unit: 'unit' } as const satisfies Record<
  string,
  PricePart
>

/** What the worker found fault with, where the form shows it. */
export function faultsIn({ problem }: ApiFailure): Fault[] {
  return (problem?.fields ?? []).flatMap(({ field: path }): Fault[] => {
    const [field = '', row, part] = path.split('.')
    if (!isFormField(field)) return []
    const key = 'merchant.faults.refused'
    if (field !== 'prices' || row === undefined) return [{ field, key }]
    const found = Object.entries(priceParts).find(([name]) => name === part)?.[1] ?? 'item'
    return [{ field, row: Number(row), part: found, key }]
  })
}

/** An error as a failure of the API; anything else is taken for one of the server. */
export function failureOf(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('problem', null)
}

/** What a failure to read a listing means to the page. */
export function stateOf({ kind, problem }: ApiFailure): ListingState {
  if (kind === 'offline') return 'offline'
  if (problem?.code === 'forbidden') return 'forbidden'
  return [400, 404, 422].includes(problem?.status ?? 0) ? 'missing' : 'failed'
}
