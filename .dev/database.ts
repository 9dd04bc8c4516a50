/** The local D1, migrated and with a city in it. */

import { run } from './run.ts'

/**
 * Applies the migrations and loads the sample city, unless some city is loaded already.
 * @param state folder of the local D1 when it is not the usual `.wrangler/state`
 */
export async function prepareDatabase(state?: string): Promise<void> {
  const persist = state === undefined ? [] : ['--persist-to', state]
  await run('wrangler', ['d1', 'migrations', 'apply', 'yikezhong', '--local', ...persist], { quiet: true })
  await run('node', ['schema/import/cli.ts', '--sample', '--if-empty', ...(state === undefined ? [] : ['--state', state])], {
    quiet: true,
  })
}
