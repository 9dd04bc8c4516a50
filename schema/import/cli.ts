/** `npm run import`: the command-line door to the importer. */

import { runCommand } from './command.ts'
import { openDatabase } from './surroundings.ts'

/** The load is one atomic batch, so whoever is interrupted has either all of it or nothing. */
process.once('SIGINT', () => {
  process.stderr.write(
    '\n已中断，数据要么全部导入，要么没有改动。 Interrupted: all of the load or nothing of it is there.\n',
  )
  process.exit(130)
})

process.exitCode = await runCommand(process.argv.slice(2), {
  now: () => new Date(),
  out: process.stdout,
  err: process.stderr,
  open: openDatabase,
})
