/** Serves a folder's city in a process of its own, which can be killed: `node site-in-process.ts PORT FOLDER`. */

import { serve } from '../../.dev/server.ts'

const [port = '0', state = ''] = process.argv.slice(2)
await serve(Number(port), state, { WORK_ATTEMPTS: '1' })
process.stdout.write('ready\n')
