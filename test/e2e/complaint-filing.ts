/** Somebody who complains, without a browser: a cookie, a task, and the form. */

import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as v from 'valibot'
import { type ComplaintDraft, ComplaintTaken, type Taken } from '../../schema/contract/complaint.ts'
import { ChallengePublic } from '../../schema/contract/rating.ts'

/**
 * Files a complaint.
 * @param origin of the site
 * @param network each has a network of its own, so that nobody is taken for a flood
 * @param photos WebP files
 */
export async function file(
  origin: string,
  network: string,
  complaint: ComplaintDraft,
  photos: readonly Uint8Array<ArrayBuffer>[] = [],
): Promise<Taken> {
  const from = { 'CF-Connecting-IP': network }
  const asked = await fetch(`${origin}/api/challenge`, { headers: from })
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const challenge = v.parse(ChallengePublic, await asked.json())
  const solution = await solveChallenge({ challenge, deriveKey })
  const form = new FormData()
  form.set('complaint', JSON.stringify(complaint))
  for (const photo of photos) form.append('photo', new File([photo], 'photo.webp', { type: 'image/webp' }))
  const answer = await fetch(`${origin}/api/complaints`, {
    method: 'POST',
    headers: {
      ...from,
      Cookie: cookie,
      'Idempotency-Key': crypto.randomUUID(),
      Altcha: btoa(JSON.stringify({ challenge, solution })),
    },
    body: form,
  })
  const body: unknown = await answer.json()
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(body)}`)
  return v.parse(ComplaintTaken, body)
}
