/** What a command of the importer has around it: a clock, somewhere to write, a database. Tests give their own. */

import { type OpenDatabase, openLocal, openRemote } from './database.ts'
import type { Options } from './options.ts'

/** 0 done; 1 rows were refused and nothing was loaded; 2 wrong arguments or file. */
export type ExitCode = 0 | 1 | 2

/** Where texts go; a terminal's progress is written over, elsewhere it is a line now and then. */
export interface Output {
  write(text: string): unknown
  isTTY?: boolean
}

/** What a command has around it. */
export interface Surroundings {
  now: () => Date
  out: Output
  err: Output
  /** the database that the options name; null when the statements go into a file */
  open: (options: Options) => Promise<OpenDatabase | null>
}

/** Opens the local database, the deployed one, or none. */
export async function openDatabase({ sql, remote, state }: Options): Promise<OpenDatabase | null> {
  if (sql) return null
  return remote ? openRemote() : openLocal(state)
}
