/**
 * The channel between tabs, which happy-dom lacks. Node's own would reach the files that run in the same process, whose
 * tabs are of other browsers.
 */

const open = new Set<Channel>()

export class Channel extends EventTarget {
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
    open.add(this)
  }

  /** Everybody else who has opened the channel hears of it, a moment later. */
  postMessage(message: unknown): void {
    for (const other of open) {
      if (other === this || other.name !== this.name) continue
      const data: unknown = structuredClone(message)
      queueMicrotask(() => {
        if (open.has(other)) other.dispatchEvent(new MessageEvent('message', { data }))
      })
    }
  }

  close(): void {
    open.delete(this)
  }
}
