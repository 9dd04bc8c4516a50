/** A file that is on its way. */
export interface Upload {
  address: string
  file: Blob
  headers: Readonly<Record<string, string>>
  /** told again and again which share, 0 to 1, has been sent */
  onSent: (share: number) => void
  /** stops it; the call then fails as when the network does */
  signal: AbortSignal
}

/**
 * Sends a file by POST. `fetch` does not tell how far it has come, which on a weak network is what one wants to know.
 * @returns the answer, to be waited for with `answer()` of `api.ts`
 * @throws TypeError when there is no answer, as `fetch` does
 */
export function upload({ address, file, headers, onSent, signal }: Upload): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = () => reject(new TypeError('the file was not sent'))
    request.open('POST', address)
    for (const [name, value] of Object.entries({ 'Content-Type': file.type, ...headers })) {
      request.setRequestHeader(name, value)
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => resolve(responseOf(request)))
    request.addEventListener('error', fail)
    request.addEventListener('abort', fail)
    if (signal.aborted) return fail()
    signal.addEventListener('abort', () => request.abort(), { once: true })
    onSent(0)
    request.send(file)
  })
}

function responseOf(request: XMLHttpRequest): Response {
  const retryAfter = request.getResponseHeader('Retry-After')
  return new Response(request.responseText, {
    status: request.status,
    headers: retryAfter === null ? {} : { 'Retry-After': retryAfter },
  })
}
