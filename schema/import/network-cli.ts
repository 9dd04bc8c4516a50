/** `npm run network`: builds the city's walking network from streets, and loads it. */

import { openLocal, openRemote } from './database.ts'
import { runNetworkCommand } from './network/command.ts'

/** The load is one atomic batch, so whoever is interrupted has either the new network or the old one. */
process.once('SIGINT', () => {
  process.stderr.write(
    '\n已中断，使用的或是新路网，或是原有路网。 Interrupted: either the new network is in use or the old one.\n',
  )
  process.exit(130)
})

process.exitCode = await runNetworkCommand(process.argv.slice(2), {
  now: () => new Date(),
  out: process.stdout,
  err: process.stderr,
  open: async ({ remote, state }) => (remote ? openRemote() : openLocal(state)),
})
