/** `npm run import`: the command-line door to the importer. */

import { parseArgs } from 'node:util'
import { openLocal, openRemote } from './database.ts'
import { loadSample } from './load-sample.ts'
import { statement } from './statements.ts'

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    'if-empty': { type: 'boolean', default: false },
    remote: { type: 'boolean', default: false },
    state: { type: 'string' },
  },
  allowPositionals: true,
})

const db = values.remote ? openRemote() : await openLocal(values.state)
try {
  const [cities = []] = await db.batch([statement('SELECT name FROM city')])
  if (values.sample && !(values['if-empty'] && cities.length > 0)) {
    console.log(await loadSample(db, new Date().toISOString()))
  }
} finally {
  await db.close()
}
