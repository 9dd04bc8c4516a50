import { FileSession } from '../../schema/import/session.ts'
import { UnreadableFile } from '../../schema/import/types.ts'
import type { FromReader, ToReader } from './import-reader.ts'

/** Rows in one message: enough to be quick, few enough for the page to take in between two frames. */
const ROWS_A_MESSAGE = 500

/** Lets what else waits, such as the end of the worker, come first. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Reads and checks one file, for who asks.
 * @param tell is given each answer
 * @returns takes a question; it is answered when the promise is
 */
export function fileReading(tell: (message: FromReader) => void): (asked: ToReader) => Promise<void> {
  let session: FileSession | null = null

  function opened(): FileSession {
    if (!session) throw new Error('no file is open')
    return session
  }

  async function act(asked: ToReader): Promise<void> {
    switch (asked.kind) {
      case 'open':
        session = await FileSession.open(new Uint8Array(asked.bytes))
        return tell({ kind: 'view', view: session.view() })
      case 'view':
        return tell({ kind: 'view', view: opened().view(asked.sheet, asked.header) })
      case 'check':
        return check(opened(), asked)
      case 'correct': {
        const rows = opened().correct(asked.place, asked.cells)
        return tell({ kind: 'corrected', rows, summary: opened().summary() })
      }
      case 'report':
        return tell({ kind: 'report', csv: opened().report() })
    }
  }

  async function check(file: FileSession, { choice, ground }: Extract<ToReader, { kind: 'check' }>) {
    await file.check(choice, ground, async (done) => {
      tell({ kind: 'progress', done })
      await breathe()
    })
    for (let from = 0; from < file.length; from += ROWS_A_MESSAGE) {
      tell({ kind: 'rows', rows: file.rows(from, from + ROWS_A_MESSAGE) })
      await breathe()
    }
    tell({ kind: 'checked', summary: file.summary() })
  }

  return (asked) =>
    act(asked).catch((error: unknown) => {
      const reason = error instanceof UnreadableFile ? error.message : null
      if (reason === null) console.error(error)
      tell({ kind: 'failed', reason })
    })
}
