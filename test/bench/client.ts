/** A client for measurements on loopback: keeps its connections, and runs bounded turns of requests. */

import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'

export interface Load {
  path: string
  method?: 'GET' | 'POST'
  headers?: OutgoingHttpHeaders
  body?: string
  status: number
}

export class Client {
  readonly #agent: Agent
  readonly #origin: string

  /** @param connections requests that may be under way at a time */
  constructor(origin: string, connections: number) {
    this.#origin = origin
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /**
   * One request.
   * @throws Error when it is answered with another status than it should be
   */
  send({
    path,
    method = 'GET',
    headers = {},
    body,
    status,
  }: Load): Promise<{ headers: IncomingHttpHeaders; text: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#origin}${path}`, { agent: this.#agent, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode === status) resolve({ headers: response.headers, text })
          else
            reject(new Error(`${path} answered ${response.statusCode}, not ${status}: ${text.slice(0, 300)}`))
        })
      })
      sent.once('error', reject)
      sent.end(body)
    })
  }

  /** Milliseconds that one request takes. */
  async time(load: Load): Promise<number> {
    const started = performance.now()
    await this.send(load)
    return performance.now() - started
  }

  close(): void {
    this.#agent.destroy()
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

export interface BenchRow {
  name: string
  ours: number
  reference: number
  ratio: number
  unit: string
}
