/** The local D1, migrated and with a city in it. */

import { root, run } from './run.ts'

/** Where the site of this checkout keeps its data. */
export const defaultState = `${root}.wrangler/state`

/**
 * Applies the migrations and brings the sample city up to date, unless a real city is loaded.
 * @param state folder of the local D1
 */
export async function prepareDatabase(state: string): Promise<void> {
  const quiet = { quiet: true }
  await run('wrangler', ['d1', 'migrations', 'apply', 'yikezhong', '--local', '--persist-to', state], quiet)
  await run('node', ['schema/import/cli.ts', '--sample', '--unless-real', '--state', state], quiet)
}
