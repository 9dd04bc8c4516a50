/**
 * `npm run chain`: verifies all that is kept of complaints, from the command line: in a database, or as anybody may do
 * it over the public API.
 */

import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { Case } from '../schema/contract/complaint.ts'
import { CasesPage, ChainPublic } from '../schema/contract/complaint-lists.ts'
import { type OpenDatabase, openLocal, openRemote } from '../schema/import/database.ts'
import type { ChainEvent } from '../schema/rules/complaints/chain.ts'
import type { CaseFacts } from '../schema/rules/complaints/replay.ts'
import {
  type KeptCase,
  type KeptComplaints,
  type Verdict,
  verifyComplaints,
} from '../schema/rules/complaints/verify.ts'
import { keptIn } from '../worker/complaints/verify-store.ts'

export const help = `用法  npm run chain -- [选项]
Usage npm run chain -- [options]

核验投诉事件链：每个事件的哈希、每件投诉与它的事件是否一致、留言与照片是否改过，指出第一处不对的地方。
Verifies the chain of complaints: every hash, every case against its events, words and photos against
their hashes; names the first break.

  --state DIR     本地数据库目录                     folder of the local database
  --remote        已部署的数据库                     the deployed database
  --url https://… 只用公开接口核验一个站点           a site, by its public API alone (without private words)
  --help

退出码：0 完好；1 有不对的地方，已指出；2 命令写得不对或读不到
Exit code: 0 it holds; 1 it does not, and where is told; 2 the command makes no sense, or nothing can be read
`

async function read<Schema extends v.GenericSchema>(
  fetchIt: typeof fetch,
  address: URL,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const response = await fetchIt(address)
  if (!response.ok) throw new Error(`${address} → ${response.status}`)
  return v.parse(schema, await response.json())
}

const epoch = (at: string | null) => (at === null ? null : Date.parse(at))

/** What the ledger shows of a case, as far as its events tell of it. */
function factsOf(shown: Case): KeptCase {
  const {
    id,
    subject,
    community,
    kind,
    stage,
    level,
    missed,
    outcome,
    reopened,
    late,
    unit,
    mergedInto,
    grade,
  } = shown
  return {
    id,
    facts: {
      subject: `${subject.kind}:${subject.id}`,
      community: community?.code ?? null,
      kind,
      stage,
      level,
      complex: shown.complexReason !== null,
      accept: epoch(shown.done.accept),
      answer: epoch(shown.done.answer),
      resolve: epoch(shown.done.resolve),
      missed: missed.join(),
      outcome,
      reopened,
      late,
      unit,
      mergedInto,
      grade,
      published: shown.published !== null,
    } satisfies Partial<CaseFacts>,
  }
}

/** Everything that a site shows of complaints to everybody. */
export function keptAt(origin: string, fetchIt: typeof fetch = fetch): KeptComplaints {
  async function* eventsAfter(seq: number): AsyncGenerator<ChainEvent> {
    for (let after: number | null = seq; after !== null; ) {
      const piece: v.InferOutput<typeof ChainPublic> = await read(
        fetchIt,
        new URL(`/api/complaints/chain?after=${after}`, origin),
        ChainPublic,
      )
      yield* piece.events
      after = piece.next
    }
  }
  async function* cases(): AsyncGenerator<KeptCase> {
    for (let before: string | null = ''; before !== null; ) {
      const page: v.InferOutput<typeof CasesPage> = await read(
        fetchIt,
        new URL(`/api/complaints${before && `?before=${before}`}`, origin),
        CasesPage,
      )
      yield* page.cases.map(factsOf)
      before = page.next
    }
  }
  return { eventsAfter, cases, words: null }
}

const eventBreaks = {
  altered: '事件被改过，或前一个哈希对不上 the event is not what its hash or the one before says',
  missing: '这里少了事件 an event is missing here',
  moved: '事件次序不对 the event is out of order',
  not_allowed: '这一步不符合办理流程 the way of a complaint does not allow it',
  words: '留言或照片和当时的不一样 words or photos are not those of the time',
} as const
const caseBreaks = {
  altered: '和它的事件不一致 is not what its events tell',
  missing: '有事件，案件却不在 has events and is not there',
  added: '没有事件 has no events',
} as const

/** What is found, for a terminal. */
export function tell(verdict: Verdict): { code: 0 | 1; text: string } {
  if (verdict.holds) {
    const { events, cases, head } = verdict
    return {
      code: 0,
      text: `完好 it holds: ${events} 个事件 events, ${cases} 件投诉 cases\n末端 head: ${head}\n`,
    }
  }
  if (verdict.what === 'event') {
    return { code: 1, text: `第 ${verdict.seq} 个事件 event ${verdict.seq}: ${eventBreaks[verdict.why]}\n` }
  }
  const fields = verdict.fields.length > 0 ? `: ${verdict.fields.join(', ')}` : ''
  return { code: 1, text: `投诉 case ${verdict.case} ${caseBreaks[verdict.why]}${fields}\n` }
}

function optionsOf(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      remote: { type: 'boolean', default: false },
      url: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values
}

async function verifyDatabase(db: OpenDatabase): Promise<Verdict> {
  try {
    return await verifyComplaints(keptIn(async (asked) => (await db.batch([asked]))[0] ?? []))
  } finally {
    await db.close()
  }
}

/**
 * Verifies what the arguments name.
 * @param args the arguments after the script's name
 * @returns the exit code, and what to tell
 */
export async function chain(args: readonly string[]): Promise<{ code: 0 | 1 | 2; text: string }> {
  try {
    const { state, remote, url, help: asked } = optionsOf(args)
    if (asked) return { code: 0, text: help }
    if (url !== undefined) return tell(await verifyComplaints(keptAt(url)))
    return tell(await verifyDatabase(remote ? openRemote() : await openLocal(state)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { code: 2, text: `${why}\n  npm run chain -- --help\n` }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code, text } = await chain(process.argv.slice(2))
  process[code === 0 ? 'stdout' : 'stderr'].write(text)
  process.exitCode = code
}
