import type { Position } from '../../schema/catalog/divisions.ts'
import type { CommunityGain } from '../../schema/rules/siting/gains.ts'
import type { DemandUnit, ReasonedChoice, StudiedCity } from '../../schema/rules/siting/study.ts'
import SitingWorker from './siting.worker.ts?worker'

/** What the worker is asked. Questions are answered in their order; all are about the last city and type. */
export type SitingQuestion =
  /** @param url where the network is; null where minutes are estimated */
  | ({ kind: 'open'; url: string | null } & Omit<StudiedCity, 'network'>)
  | { kind: 'study'; outlets: readonly Position[]; limit: number }
  | { kind: 'gains'; planned: readonly Position[] }
  /** candidates null: among the network's nodes */
  | { kind: 'best'; candidates: readonly Position[] | null; count: number }

/** What it says to a question: how far it is, and then its answer. */
export type SitingNews<Answer> = { done: number; total: number } | { answer: Answer } | { failed: string }

export interface StudyBegun {
  unit: DemandUnit
  whole: number
  reached: number
}

export interface PlannedGains {
  /** of each planned outlet as if it were the only one */
  each: CommunityGain[][]
  together: CommunityGain[]
}

export interface BestFound {
  choice: ReasonedChoice
  /** how many places were tried */
  candidates: number
}

/** Thrown by what was under way when it was cancelled. */
export class SitingStopped extends Error {
  override name = 'SitingStopped'
}

/** A city that can be studied, in a worker of its own. */
export class SitingDesk {
  readonly #worker = new SitingWorker()
  readonly #ended = new AbortController()

  constructor() {
    this.#worker.onerror = () => this.#ended.abort(new Error('the worker that studies has died'))
  }

  /** @throws Error when the network cannot be fetched */
  open(city: Omit<StudiedCity, 'network'>, url: string | null): Promise<null> {
    // The worker's own address need not be the page's.
    const address = url === null ? null : new URL(url, location.href).href
    return this.#ask({ kind: 'open', url: address, ...city })
  }

  study(outlets: readonly Position[], limit: number): Promise<StudyBegun> {
    return this.#ask({ kind: 'study', outlets, limit })
  }

  gains(planned: readonly Position[]): Promise<PlannedGains> {
    return this.#ask({ kind: 'gains', planned })
  }

  best(
    candidates: readonly Position[] | null,
    count: number,
    onProgress: (done: number, total: number) => void,
  ): Promise<BestFound> {
    return this.#ask({ kind: 'best', candidates, count }, onProgress)
  }

  /** Ends it; what is under way throws {@link SitingStopped}. */
  stop(): void {
    this.#worker.terminate()
    this.#ended.abort(new SitingStopped())
  }

  #ask<Answer>(
    question: SitingQuestion,
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { signal } = this.#ended
      signal.throwIfAborted()
      const { port1: mine, port2: its } = new MessageChannel()
      const fail = () => reject(signal.reason)
      signal.addEventListener('abort', fail, { once: true })
      mine.onmessage = ({ data }: MessageEvent<SitingNews<Answer>>) => {
        if ('done' in data) {
          onProgress(data.done, data.total)
          return
        }
        signal.removeEventListener('abort', fail)
        mine.close()
        if ('answer' in data) resolve(data.answer)
        else reject(new Error(data.failed))
      }
      this.#worker.postMessage(question, [its])
    })
  }
}
