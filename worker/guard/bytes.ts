/** Bodies that are files: read only as far as they may be long. */

import { ProblemError } from './problem.ts'

/** For what is longer than it may be. */
export const tooLarge = (most: number) => new ProblemError('too_large', { detail: `At most ${most} bytes.` })

/**
 * Reads a body as long as it is not too long; the rest is not fetched.
 * @throws ProblemError `too_large`
 */
export async function readAtMost(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('Content-Length')) > most) throw tooLarge(most)
  const parts: Uint8Array[] = []
  let length = 0
  // Leaving the loop by an exception ends the stream.
  for await (const part of request.body ?? []) {
    length += part.length
    if (length > most) throw tooLarge(most)
    parts.push(part)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
