/** `npm run import`: the command-line door to the importer. */

import { runImport } from './import-file.ts'
import { help, parseOptions, UsageError } from './options.ts'
import { UnreadableFile } from './types.ts'

/** The load is one atomic batch, so whoever is interrupted has either all of it or nothing. */
process.once('SIGINT', () => {
  process.stderr.write(
    '\n已中断，数据要么全部导入，要么没有改动。 Interrupted: all of the load or nothing of it is there.\n',
  )
  process.exit(130)
})

try {
  const options = parseOptions(process.argv.slice(2))
  if (options) {
    process.exitCode = await runImport(options, { now: () => new Date(), out: process.stdout })
  } else process.stdout.write(help)
} catch (error) {
  process.exitCode = 2
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n  npm run import -- --help\n`)
  else if (error instanceof UnreadableFile) process.stderr.write(`${error.message}\n`)
  else if (error instanceof Error && /no such table/.test(error.message)) {
    process.stderr.write(
      `数据库还没有建表，请先运行 npm start 一次，或：\nThe database has no tables yet; run npm start once, or:\n` +
        '  npx wrangler d1 migrations apply yikezhong --local   (--remote)\n',
    )
  } else throw error
}
