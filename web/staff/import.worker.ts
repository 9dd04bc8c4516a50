/** Reads and checks files beside the page, which goes on answering meanwhile. One worker has one file. */

import { FileSession } from '../../schema/import/session.ts'
import { UnreadableFile } from '../../schema/import/types.ts'
import type { FromReader, ToReader } from './import-reader.ts'

let session: FileSession | null = null

/** Rows in one message: enough to be quick, few enough for the page to take in between two frames. */
const ROWS_A_MESSAGE = 500

const tell = (message: FromReader) => postMessage(message)
/** Lets what else waits, such as the end of this worker, come first. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve))

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
    case 'check': {
      const file = opened()
      await file.check(asked.choice, asked.ground, async (done) => {
        tell({ kind: 'progress', done })
        await breathe()
      })
      for (let from = 0; from < file.length; from += ROWS_A_MESSAGE) {
        tell({ kind: 'rows', rows: file.rows(from, from + ROWS_A_MESSAGE) })
        await breathe()
      }
      return tell({ kind: 'checked', summary: file.summary() })
    }
    case 'correct': {
      const rows = opened().correct(asked.place, asked.cells)
      return tell({ kind: 'corrected', rows, summary: opened().summary() })
    }
    case 'report':
      return tell({ kind: 'report', csv: opened().report() })
  }
}

addEventListener('message', ({ data }: MessageEvent<ToReader>) => {
  act(data).catch((error: unknown) => {
    const reason = error instanceof UnreadableFile ? error.message : null
    tell({ kind: 'failed', reason })
    if (reason === null) console.error(error)
  })
})
