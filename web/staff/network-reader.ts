import type { BuildStep, NetworkReport } from '../../schema/import/network/build.ts'
import type { Bounds } from '../../schema/import/position.ts'
import type { ReadResidences, ResidenceGround } from '../../schema/import/residences.ts'
import type { Crs } from '../../schema/rules/coordinates.ts'
import type { NetworkSource } from '../../schema/rules/walking/network.ts'
import { ReaderFailure, ReaderStopped } from './import-reader.ts'
import StreetsWorker from './network.worker.ts?worker'
import type { NetworkPicture } from './network-picture.ts'

/** Whose lines they are, and how they are meant; files of OpenStreetMap say it themselves. */
export interface GivenSource extends Omit<NetworkSource, 'sample'> {
  crs: Crs
}

/** A network that can be sent, with what there is to be said about it. */
export interface BuiltNetwork {
  packed: Uint8Array<ArrayBuffer>
  source: NetworkSource
  nodes: number
  edges: number
  metres: number
  /** the share of its nodes within the city, 0 to 1 */
  share: number
  /** null where the file was built before */
  report: NetworkReport | null
  picture: NetworkPicture
}

/** What the page asks of the worker. */
export type ToStreets =
  | { kind: 'build'; bytes: ArrayBuffer; bounds: Bounds; source: GivenSource | null }
  | { kind: 'residences'; bytes: ArrayBuffer; ground: ResidenceGround }

export type FromStreets =
  | { kind: 'step'; step: BuildStep }
  | { kind: 'built'; built: BuiltNetwork }
  /** lines of which nobody has said whose they are */
  | { kind: 'whose' }
  | { kind: 'residences'; read: ReadResidences }
  | { kind: 'failed'; reason: string | null }

/** The reader of one file; it is asked once. */
export class StreetsReader {
  readonly #worker: Worker
  #reject: (reason: Error) => void = () => {}

  constructor(worker: Worker = new StreetsWorker()) {
    this.#worker = worker
  }

  /** Ends the worker with whatever the answer is. */
  #ask<Answer>(question: ToStreets, take: (message: FromStreets) => Answer | undefined): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.#reject = reject
      this.#worker.onerror = () => reject(new ReaderFailure(null))
      this.#worker.onmessage = ({ data }: MessageEvent<FromStreets>) => {
        if (data.kind === 'failed') return reject(new ReaderFailure(data.reason))
        const answer = take(data)
        if (answer !== undefined) resolve(answer)
      }
      this.#worker.postMessage(question)
    }).finally(() => this.#worker.terminate())
  }

  /**
   * @param onStep what is being done
   * @returns `whose` when it must be said first whose data it is
   * @throws ReaderFailure when it is no file of streets, ReaderStopped
   */
  build(
    question: Omit<Extract<ToStreets, { kind: 'build' }>, 'kind'>,
    onStep: (step: BuildStep) => void,
  ): Promise<BuiltNetwork | 'whose'> {
    return this.#ask({ kind: 'build', ...question }, (said) => {
      if (said.kind === 'step') onStep(said.step)
      if (said.kind === 'whose') return 'whose'
      return said.kind === 'built' ? said.built : undefined
    })
  }

  /** @throws ReaderFailure when it is no table of where people live, ReaderStopped */
  residences(bytes: ArrayBuffer, ground: ResidenceGround): Promise<ReadResidences> {
    return this.#ask({ kind: 'residences', bytes, ground }, (said) =>
      said.kind === 'residences' ? said.read : undefined,
    )
  }

  /** Ends the worker; what is under way throws {@link ReaderStopped}. */
  stop(): void {
    this.#worker.terminate()
    this.#reject(new ReaderStopped('stopped'))
  }
}
