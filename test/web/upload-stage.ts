/** An XMLHttpRequest that goes where `fetch` goes, and tells how far it has come. */

import { vi } from 'vitest'

/** Puts it in the browser's place. Requests wait on their way until they are let go. */
export function openUploads(): {
  /** lets what is on its way arrive */
  letGo: () => void
  /** tells that a share of the file, 0 to 1, has been sent */
  sent: (share: number) => void
  /** where files went, one after the other */
  addresses: string[]
} {
  const waiting: (() => void)[] = []
  const addresses: string[] = []
  let upload = new EventTarget()

  class Uploading extends EventTarget {
    readonly upload = new EventTarget()
    readonly #headers = new Headers()
    #method = 'GET'
    #address = ''
    #aborted = false
    #answer: Response | null = null
    status = 0
    responseText = ''

    open(method: string, address: string): void {
      this.#method = method
      this.#address = address
    }
    setRequestHeader(name: string, value: string): void {
      this.#headers.set(name, value)
    }
    getResponseHeader(name: string): string | null {
      return this.#answer?.headers.get(name) ?? null
    }
    abort(): void {
      this.#aborted = true
      this.dispatchEvent(new Event('abort'))
    }
    send(): void {
      addresses.push(this.#address)
      upload = this.upload
      waiting.push(() => void this.#arrive())
    }
    async #arrive(): Promise<void> {
      if (this.#aborted) return
      try {
        const answer = await fetch(this.#address, { method: this.#method, headers: this.#headers })
        this.responseText = await answer.text()
        this.status = answer.status
        this.#answer = answer
        this.dispatchEvent(new Event('load'))
      } catch {
        this.dispatchEvent(new Event('error'))
      }
    }
  }
  vi.stubGlobal('XMLHttpRequest', Uploading)
  return {
    addresses,
    letGo: () => {
      for (const arrive of waiting.splice(0)) arrive()
    },
    sent: (share) =>
      upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 1_000 * share, total: 1_000 })),
  }
}
