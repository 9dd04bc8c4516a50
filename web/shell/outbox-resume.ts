import { hasOutbox } from './outbox-exists.ts'

/**
 * Sends what was left waiting when the site was closed, and forgets what was sent long ago. Waits until the browser has
 * nothing else to do, and fetches the outbox only where there is one: almost nobody has.
 * @param register fetches the senders and registers them
 */
export function resumeOutbox(register: () => Promise<void>): void {
  const idle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 2_000))
  idle(() => void resume(register).catch(() => {}))
}

async function resume(register: () => Promise<void>): Promise<void> {
  if (!(await hasOutbox())) return
  const { useOutbox } = await import('./outbox.ts')
  const outbox = useOutbox()
  await Promise.all([outbox.load(), outbox.loadSent()])
  if (outbox.entries.every(({ state }) => state === 'refused')) return
  await register()
  await outbox.flush()
}
