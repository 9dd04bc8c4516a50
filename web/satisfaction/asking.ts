import { ApiFailure } from '../shell/api.ts'

/** How asking for something went. */
export type Asking = 'loading' | 'ready' | 'offline' | 'failed'

/** How asking went that ended with an error. */
export function outcomeOf(error: unknown): Asking {
  return error instanceof ApiFailure && error.kind === 'offline' ? 'offline' : 'failed'
}
