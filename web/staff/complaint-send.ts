import type { CaseAct, CaseForStaff } from '../../schema/contract/complaint.ts'
import { answer } from '../shell/api.ts'
import { upload } from '../shell/upload.ts'
import type { ReadyPhoto } from '../ui/photo.ts'

/** An act of staff on its way to the worker. */
export interface SentAct {
  id: string
  /** the version of the case that was looked at */
  version: number
  /** the same words carry the same key again */
  key: string
  act: CaseAct
  photos: readonly ReadyPhoto[]
  /** told again and again which share, 0 to 1, has been sent */
  onSent: (share: number) => void
  signal: AbortSignal
}

/**
 * Sends an act: as JSON, or with photos as a form with progress.
 * @returns the case as it is then
 * @throws ApiFailure
 */
export async function sendAct(sent: SentAct): Promise<CaseForStaff> {
  const { id, version, key, act, photos, onSent, signal } = sent
  const address = `/api/desk/complaints/${encodeURIComponent(id)}`
  const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': key }
  if (photos.length === 0) {
    const json = { ...headers, 'Content-Type': 'application/json' }
    const call = fetch(address, { method: 'POST', headers: json, body: JSON.stringify(act), signal })
    return answer<CaseForStaff>(call)
  }
  const form = new FormData()
  form.set('act', new Blob([JSON.stringify(act)], { type: 'application/json' }))
  for (const { blob } of photos) form.append('photo', blob, 'photo.webp')
  // a response writes the form out, so that how far it has come can be told
  const written = new Response(form)
  const type = written.headers.get('Content-Type') ?? ''
  const file = await written.blob()
  return answer<CaseForStaff>(
    upload({ address, file, headers: { ...headers, 'Content-Type': type }, onSent, signal }),
  )
}
