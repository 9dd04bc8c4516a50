import { ApiFailure } from './api.ts'
import { patiently } from './patience.ts'
import { takeProof } from './proof.ts'

/** Milliseconds after which a request that has not been answered is taken for lost; its key makes that harmless. */
export const SENDING_PATIENCE = 30_000

/**
 * Sends something that costs a proof of work. A task that was used or has expired on the way is our matter and not the
 * person's, and so is a cookie that got lost: it comes with the next task, unless the browser takes none.
 * @param key the `Idempotency-Key`
 * @param send must end when its signal does
 * @param patience milliseconds after which a try is given up
 * @throws ApiFailure what the second try throws
 */
export async function withProof<T>(
  key: string,
  send: (headers: Record<string, string>, signal: AbortSignal) => Promise<T>,
  patience = SENDING_PATIENCE,
): Promise<T> {
  const once = async (): Promise<T> => {
    const headers = { 'Idempotency-Key': key, Altcha: await takeProof() }
    return patiently(patience, (signal) => send(headers, signal))
  }
  return once().catch((error: unknown) => {
    if (isOurMatter(error)) return once()
    throw error
  })
}

function isOurMatter(error: unknown): boolean {
  const code = error instanceof ApiFailure ? error.problem?.code : undefined
  return code === 'no_resident' || (code?.startsWith('work_') ?? false)
}
