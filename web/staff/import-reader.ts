import type { CheckedRow, FileChoice, FileSummary, FileView, Ground } from '../../schema/import/session.ts'
import type { RawRow } from '../../schema/import/types.ts'
import ReaderWorker from './import.worker.ts?worker'

/** What the page asks of the worker that reads a file. */
export type ToReader =
  | { kind: 'open'; bytes: ArrayBuffer }
  | { kind: 'view'; sheet: number; header?: number | undefined }
  | { kind: 'check'; choice: FileChoice; ground: Ground }
  | { kind: 'correct'; place: number; cells: RawRow['cells'] }
  | { kind: 'report' }

export type FromReader =
  | { kind: 'view'; view: FileView }
  | { kind: 'progress'; done: number }
  | { kind: 'rows'; rows: CheckedRow[] }
  | { kind: 'checked'; summary: FileSummary }
  | { kind: 'corrected'; rows: CheckedRow[]; summary: FileSummary }
  | { kind: 'report'; csv: string }
  | { kind: 'failed'; reason: string | null }

/** Why a file could not be read, in both languages, as the reader says it; null for a fault of ours. */
export class ReaderFailure extends Error {
  override name = 'ReaderFailure'
  readonly reason: string | null

  constructor(reason: string | null) {
    super(reason ?? 'the reader failed')
    this.reason = reason
  }
}

/** Thrown by what was under way when the reader was stopped. */
export class ReaderStopped extends Error {
  override name = 'ReaderStopped'
}

/** The reader of one file, one question at a time. */
export class ImportReader {
  readonly #worker: Worker
  #reject: (reason: Error) => void = () => {}
  #turn: Promise<unknown> = Promise.resolve()

  constructor(worker: Worker = new ReaderWorker()) {
    this.#worker = worker
  }

  /**
   * Asks once everything asked before is answered.
   * @param take is given each message; anything but undefined ends it
   */
  #ask<Answer>(question: ToReader, take: (message: FromReader) => Answer | undefined): Promise<Answer> {
    const answered = this.#turn.then(
      () =>
        new Promise<Answer>((resolve, reject) => {
          this.#reject = reject
          this.#worker.onerror = () => reject(new ReaderFailure(null))
          this.#worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
            if (data.kind === 'failed') return reject(new ReaderFailure(data.reason))
            const answer = take(data)
            if (answer !== undefined) resolve(answer)
          }
          this.#worker.postMessage(question)
        }),
    )
    this.#turn = answered.catch(() => {})
    return answered
  }

  /** @throws ReaderFailure when it is no file of outlets, ReaderStopped */
  open(bytes: ArrayBuffer): Promise<FileView> {
    return this.#ask({ kind: 'open', bytes }, (said) => (said.kind === 'view' ? said.view : undefined))
  }

  /** Another sheet, or another header row. */
  view(sheet: number, header?: number): Promise<FileView> {
    return this.#ask({ kind: 'view', sheet, header }, (said) =>
      said.kind === 'view' ? said.view : undefined,
    )
  }

  /**
   * @param onRows how many rows are checked by now
   * @throws ReaderFailure, ReaderStopped
   */
  check(
    choice: FileChoice,
    ground: Ground,
    onRows: (done: number) => void,
  ): Promise<{ rows: CheckedRow[]; summary: FileSummary }> {
    const rows: CheckedRow[] = []
    return this.#ask({ kind: 'check', choice, ground }, (said) => {
      if (said.kind === 'progress') onRows(said.done)
      if (said.kind === 'rows') rows.push(...said.rows)
      return said.kind === 'checked' ? { rows, summary: said.summary } : undefined
    })
  }

  /** Checks a row again with other cells; gives every row of which something else is true now. */
  correct(
    place: number,
    cells: RawRow['cells'],
  ): Promise<{ rows: readonly CheckedRow[]; summary: FileSummary }> {
    return this.#ask({ kind: 'correct', place, cells }, (said) =>
      said.kind === 'corrected' ? { rows: said.rows, summary: said.summary } : undefined,
    )
  }

  /** Everything found, as CSV. */
  report(): Promise<string> {
    return this.#ask({ kind: 'report' }, (said) => (said.kind === 'report' ? said.csv : undefined))
  }

  /** Ends the worker; what is under way throws {@link ReaderStopped}. */
  stop(): void {
    this.#worker.terminate()
    this.#reject(new ReaderStopped('stopped'))
  }
}
