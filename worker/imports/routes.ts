/** Importing at the desk: what a file would change, loading it part by part, and taking it back. */

import { Hono } from 'hono'
import * as v from 'valibot'
import {
  ImportComparison,
  ImportEnd,
  ImportInput,
  ImportParams,
  ImportPart,
  ImportPartLoaded,
  ImportPartParams,
  type PartLoaded,
  type Run,
  type RunDetail,
} from '../../schema/contract/import.ts'
import { IMPORT_BODY_MAX } from '../../schema/contract/limits.ts'
import { allow, requirePlace, whoOf } from '../guard/access.ts'
import { actOnce } from '../guard/act-once.ts'
import { keyOf } from '../guard/answered.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { isTaken, runBatch } from '../guard/database.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly, jsonUpTo } from '../guard/own-pages.ts'
import { ProblemError } from '../guard/problem.ts'
import { keyedHash, keyFor, randomId } from '../guard/secret.ts'
import {
  compareRows,
  endRun,
  type Given,
  isOver,
  loadPart,
  openRun,
  type Part,
  readPart,
  readRun,
  readRunHead,
  readRuns,
} from './store.ts'
import { undoStep } from './undo-store.ts'

/**
 * A run in the area of who asks.
 * @throws ProblemError `not_found`, `forbidden`
 */
async function requireRun(c: Site, id: string) {
  const run = await readRunHead(c.env.DB, id)
  if (!run) throw new ProblemError('not_found', { detail: 'There is no such import.' })
  requirePlace(whoOf(c), run.place)
  return run
}

/** For what is asked of a run that is over, or of one that is being taken back. */
const over = () => new ProblemError('changed_meanwhile', { detail: 'This import is over.' })

/** The answer that a part was given before; null when it is new. */
async function answerOf(c: Site, part: Part): Promise<PartLoaded | null> {
  const known = await readPart(c.env.DB, part)
  if (!known) return null
  if (known.fingerprint !== part.fingerprint) {
    throw new ProblemError('key_reused', { detail: 'This part has been loaded with other rows.' })
  }
  return v.parse(ImportPartLoaded, JSON.parse(known.answer))
}

/**
 * Loads a part of a run, once.
 * @throws ProblemError `not_found`, `forbidden`, `changed_meanwhile` when the run is over, `key_reused` when other rows
 * were loaded under the number
 */
async function takePart(c: Site, id: string, number: number, rows: Given['rows']): Promise<PartLoaded> {
  const run = await requireRun(c, id)
  const fingerprint = await keyedHash(await keyFor(c.env, 'answered'), JSON.stringify(rows))
  const part: Part = { run: id, part: number, fingerprint }
  const known = await answerOf(c, part)
  if (known) return known
  const head = v.safeParse(v.pick(ImportInput, ['source', 'carries']), {
    source: run.source,
    carries: typeof run.carries === 'string' ? JSON.parse(run.carries) : null,
  })
  // Runs of the command line are over when one sees them, and name neither.
  if (!head.success || run.state !== 'open') throw over()
  const statements = loadPart(whoOf(c), part, { ...head.output, rows }, Date.now())
  try {
    const results = await runBatch(c.env.DB, statements)
    return v.parse(ImportPartLoaded, JSON.parse(String(results.at(-2)?.[0]?.['answer'])))
  } catch (error) {
    // The same part may have come twice at once: whoever was second finds the answer given.
    const twin = isTaken(error, 'import_part.run') ? await answerOf(c, part) : null
    if (twin) return twin
    throw isOver(error) ? over() : error
  }
}

export const imports = new Hono<{ Bindings: Env }>()
  .get('/', allow('listImports'), noQuery, async (c) => {
    return c.json<{ runs: Run[] }>({ runs: await readRuns(c.env.DB, whoOf(c)) }, 200, unstored)
  })
  .post('/', allow('openImport'), ...jsonOnly, noQuery, body(ImportInput), async (c) => {
    const who = whoOf(c)
    const [given, now] = [c.req.valid('json'), Date.now()]
    const opened = await actOnce(c, who, { given, key: keyOf(c), now }, async () => {
      const id = randomId()
      return { writes: openRun(id, who, given, now), answer: { id } }
    })
    return c.json(opened, 201, unstored)
  })
  .post(
    '/comparison',
    allow('compareImport'),
    ...jsonUpTo(IMPORT_BODY_MAX),
    noQuery,
    body(ImportComparison),
    async (c) => {
      return c.json({ rows: await compareRows(c.env.DB, whoOf(c), c.req.valid('json')) }, 200, unstored)
    },
  )
  .get('/:id', allow('getImport'), noQuery, params(ImportParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireRun(c, id)
    const run = await readRun(c.env.DB, id)
    if (!run) throw new ProblemError('not_found', { detail: 'There is no such import.' })
    return c.json<RunDetail>(run, 200, unstored)
  })
  .put(
    '/:id/parts/:part',
    allow('loadImportPart'),
    ...jsonUpTo(IMPORT_BODY_MAX),
    noQuery,
    params(ImportPartParams),
    body(ImportPart),
    async (c) => {
      const { id, part } = c.req.valid('param')
      return c.json<PartLoaded>(await takePart(c, id, part, c.req.valid('json').rows), 200, unstored)
    },
  )
  .post(
    '/:id/end',
    allow('endImport'),
    ...jsonOnly,
    noQuery,
    params(ImportParams),
    body(ImportEnd),
    async (c) => {
      const { id } = c.req.valid('param')
      await requireRun(c, id)
      await runBatch(c.env.DB, endRun(id, whoOf(c), c.req.valid('json').state, Date.now()))
      return done(c)
    },
  )
  .post('/:id/undo', allow('undoImport'), noQuery, params(ImportParams), async (c) => {
    const { id } = c.req.valid('param')
    await requireRun(c, id)
    const results = await runBatch(c.env.DB, undoStep(id, whoOf(c), Date.now()))
    return c.json({ remaining: Number(results.at(-1)?.[0]?.['remaining']) }, 200, unstored)
  })
