/**
 * The built site on this machine, served by workerd's own HTTP server. Not by `vite preview`: that one hands every
 * answer through Node and undoes its compression on the way.
 */

import { unstable_startWorker as startWorker } from 'wrangler'
import { quietEnvironment, root } from './run.ts'

export interface Site {
  /** without a final slash */
  origin: string
  close(): Promise<void>
}

/**
 * Serves `dist` on 127.0.0.1. Nobody else reaches it there, so that the sample city's logins work.
 * @param port 0 takes any free one
 * @param state folder of the local D1
 * @param vars to put in the place of those of wrangler.toml
 * @throws Error when the port is taken
 */
export async function serve(port: number, state: string, vars: Record<string, string> = {}): Promise<Site> {
  Object.assign(process.env, quietEnvironment)
  const server = await startWorker({
    config: `${root}dist/yikezhong/wrangler.json`,
    bindings: Object.fromEntries(
      Object.entries({ SAMPLE_LOGINS: '1', ...vars }).map(([name, value]) => [
        name,
        { type: 'plain_text' as const, value },
      ]),
    ),
    dev: {
      persist: state,
      server: { hostname: '127.0.0.1', port },
      inspector: false,
      watch: false,
      // Every request that a browser breaks off would be told; a failure to start is thrown.
      logLevel: 'none',
    },
  })
  return { origin: (await server.url).origin, close: () => server.dispose() }
}
