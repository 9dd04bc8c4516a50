/** Progress on a terminal: one line that is written over; elsewhere a line now and then. */

import type { Output } from './surroundings.ts'

const TTY_EVERY = 250
const LINE_EVERY = 5000

export interface Progress {
  row(done: number): void
  /** ends the line that is written over */
  end(): void
}

/**
 * @param out where to write
 * @param total about how many rows there are, null where that is not known
 */
export function progress(out: Output, total: number | null): Progress {
  const of = total === null ? '' : `/${total}`
  const every = out.isTTY ? TTY_EVERY : LINE_EVERY
  let written = false
  return {
    row(done) {
      if (done % every !== 0) return
      out.write(out.isTTY ? `\r\u001b[K  ${done}${of} 行 rows` : `  ${done}${of} 行 rows\n`)
      written = out.isTTY === true
    },
    end() {
      if (written) out.write('\r\u001b[K')
    },
  }
}
