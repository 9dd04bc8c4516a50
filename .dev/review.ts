/**
 * `npm run review`: what staff do about voices, comments, populations, surveys and the official definition, from the
 * command line. Every act leaves a row in the history.
 */

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { grades, satisfiedFromChoices } from '../schema/catalog/satisfaction.ts'
import { type OpenDatabase, openLocal, openRemote } from '../schema/import/database.ts'
import { type Database, randomId, type SqlRow } from '../schema/import/load.ts'
import { type ReadPopulation, readPopulations } from '../schema/import/populations.ts'
import { decodeText } from '../schema/import/text.ts'
import { dayOfIso, isoOf } from '../schema/rules/hours/days.ts'
import type { Distribution } from '../schema/rules/satisfaction.ts'
import type { Statement } from '../schema/statement.ts'
import {
  type CommentRead,
  clearVoices,
  dropVoices,
  judgeComments,
  readActedOn,
  readCommunityCodes,
  readHeld,
  readReviewed,
  readSurveyIds,
  readWaitingComments,
  removeSurveys,
  type StaffAct,
  savePopulations,
  saveSurvey,
  setSatisfiedFrom,
} from '../worker/satisfaction/review-store.ts'

export const help = `用法  npm run review -- 命令 [选项]
Usage npm run review -- COMMAND [options]

  held                          列出先扣下的评价          list voices that are held back
  clear ID… --reason 文字       放行，计入满意率          let voices into the measure
  drop ID… --reason 文字        作废，不计入              take voices out of the measure
  clear|drop --on KIND:ID       某一对象扣下的全部        all that are held on one subject (outlet:7hK2mQ9xTz)
  comments                      列出待审核的留言          list comments that wait
  approve ID@TIME…              公开留言                  make comments public
  refuse ID@TIME… --reason 文字 不公开留言                do not
                                照 comments 列出的写；之后又改过的留言不动
                                as the list has them; what was changed since is left alone
  populations FILE.csv --source 文字
                                各社区人口：两列，社区编码、人数
                                people in each community: two columns, code and number
  survey --date 2026-09-20 --method 文字 --counts 24,58,120,178,220
                                录入抽样调查（1 到 5 级的人数）
                                enter a sampled survey: people by grade, grade 1 first
  remove-survey ID…             删除录错的调查            remove one that was entered by mistake
  official 3|4                  几级以上算满意            from which grade a voice is officially satisfied

  --actor NAME    写入历史的经办角色（默认 staff）   who acts, for the history: a role, not a person's name
  --state DIR     本地数据库目录                     folder of the local database
  --remote        已部署的数据库                     the deployed database
  --help

退出码：0 都做了；1 有没做的，已列出；2 命令写得不对，什么也没做
Exit code: 0 all is done; 1 something is not, and is named; 2 the command makes no sense, and nothing is done
`

/** Thrown for arguments that make no sense; the message is for the person who typed them. */
class UsageError extends Error {
  override name = 'UsageError'
}

/** Thrown before anything is done when what an act is about is not there. */
class UnknownError extends Error {
  override name = 'UnknownError'
}

interface Told {
  code: 0 | 1
  text: string
}

const told = (text: string): Told => ({ code: 0, text })

interface Given {
  ids: string[]
  reason: string | undefined
  on: string | undefined
  source: string | undefined
  date: string | undefined
  method: string | undefined
  counts: string | undefined
}

function demand(value: string | undefined, name: string): string {
  const text = value?.trim()
  if (!text) throw new UsageError(`缺少 --${name}。 --${name} is missing.`)
  return text
}

async function rows(db: Database, statement: Statement): Promise<readonly SqlRow[]> {
  return (await db.batch([statement]))[0] ?? []
}

/** @throws UnknownError that names those of the identifiers that are not among the rows */
function demandAll(ids: readonly string[], found: readonly SqlRow[]): void {
  const known = new Set(found.map((row) => row['id']))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    throw new UnknownError(`没有这些编号，什么也没做 not known, nothing is done: ${unknown.join(' ')}`)
  }
}

/** The identifiers that were given, each once. */
function demandIds({ ids }: Given): string[] {
  if (ids.length === 0) throw new UsageError('没有给出编号。 No identifiers were given.')
  return [...new Set(ids)]
}

/** The voices that are meant: by their identifiers, or all that are held on a subject. */
async function voicesMeant(db: Database, given: Given): Promise<string[]> {
  const { ids, on } = given
  if (on === undefined) return demandIds(given)
  if (ids.length > 0) throw new UsageError('编号和 --on 只能给一样。 Give identifiers or --on, not both.')
  const held = await rows(db, readHeld())
  const meant = held.filter((row) => `${row['kind']}:${row['subject']}` === on)
  if (meant.length === 0) throw new UnknownError(`没有扣下的评价 no voice is held on: ${on}`)
  return meant.map((row) => String(row['id']))
}

/** The comments that are meant, by voice. */
function commentsMeant(given: Given): Map<string, CommentRead> {
  return new Map(
    demandIds(given).map((text) => {
      const [id = '', at = '', ...more] = text.split('@')
      if (!id || !at || more.length > 0) {
        throw new UsageError(`要照 comments 列出的写成 ID@TIME。 Give ID@TIME as the list has it: ${text}`)
      }
      return [id, { id, at }]
    }),
  )
}

/** What is done about voices. */
interface VoiceAct {
  /** as it is told, in the past tense */
  name: string
  ids: readonly string[]
  statements: Statement[]
  /** whether a voice is so already */
  isSo(voice: SqlRow): boolean
  /** how a voice was named by who typed it */
  label?(id: string): string
}

/**
 * Acts on voices that all must be known, and tells by the history what came of it: between looking and acting
 * residents may say something else or take it back.
 */
async function actOnVoices(
  db: Database,
  act: StaffAct,
  { name, ids, statements, isSo, label = (id) => id }: VoiceAct,
): Promise<Told> {
  const voices = await rows(db, readReviewed(ids))
  demandAll(ids, voices)
  await db.batch(statements)
  const done = new Set((await rows(db, readActedOn(act, 'voice', ids))).map((row) => row['subject']))
  const left = voices.filter((voice) => !done.has(voice['id']))
  const list = (some: readonly SqlRow[]) => some.map((voice) => label(String(voice['id']))).join(' ')
  const already = left.filter(isSo)
  const changed = left.filter((voice) => !isSo(voice))
  const lines = [`${name}: ${done.size}`]
  if (already.length > 0) lines.push(`本来就是，没有动 so already: ${list(already)}`)
  if (changed.length > 0) lines.push(`已改或已撤回，没有动 changed or taken back since: ${list(changed)}`)
  return { code: changed.length > 0 ? 1 : 0, text: lines.join('\n') }
}

/** One line a voice, for a terminal. */
function listOf(found: readonly SqlRow[], columns: (row: SqlRow) => [first: string, last: unknown]): Told {
  const name = (grade: unknown) => grades.find((one) => one.grade === grade)?.name ?? ''
  const lines = found.map((row) => {
    const [first, last] = columns(row)
    return [first, `${row['kind']}:${row['subject']}`, row['name'], name(row['grade']), last].join('  ')
  })
  return told([...lines, found.length].join('\n'))
}

const heldColumns = (row: SqlRow): [string, unknown] => [`${row['id']}  ${row['at']}`, row['reason']]

/** A comment keeps to its line and steers no terminal, so that nobody can write one that looks like another. */
const commentColumns = (row: SqlRow): [string, string] => [
  `${row['id']}@${row['at']}`,
  String(row['comment']).replace(/[\n\u0080-\u009f\u2028\u2029]+/g, ' ⏎ '),
]

const populationFaults = {
  unknown: '没有这个社区 no such community',
  twice: '社区重复 the community is there twice',
  number: '人数不对 not a number of people',
} as const

/**
 * Reads the file of populations.
 * @throws UsageError with the row that is wrong, counted as a spreadsheet does
 */
function populationsIn(bytes: Uint8Array, known: ReadonlySet<string>): readonly ReadPopulation[] {
  const { text } = decodeText(bytes)
  const { populations, fault } = readPopulations(text, (cell) => (known.has(cell) ? cell : null))
  if (fault) {
    const { kind, row, community, number } = fault
    throw new UsageError(`第 ${row} 行 row ${row}：${populationFaults[kind]}: ${community}, ${number}`)
  }
  if (populations.length === 0) throw new UsageError('文件里没有人口。 There are no populations in the file.')
  return populations
}

function dateOf(text: string): string {
  const day = dayOfIso(text)
  if (!Number.isNaN(day) && isoOf(day) === text) return text
  throw new UsageError(`没有这一天 there is no such day: ${text}  (--date 2026-09-20)`)
}

function countsOf(text: string): Distribution {
  const wrong = new UsageError('--counts 要五个数。 --counts takes five numbers, grade 1 first.')
  if (!/^\d+(,\d+){4}$/.test(text)) throw wrong
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = text.split(',').map(Number)
  if (one + two + three + four + five === 0) throw wrong
  return [one, two, three, four, five]
}

type Command = (db: Database, act: StaffAct, given: Given) => Promise<Told>

const commands: Record<string, Command> = {
  held: async (db) => listOf(await rows(db, readHeld()), heldColumns),
  comments: async (db) => listOf(await rows(db, readWaitingComments()), commentColumns),
  clear: async (db, act, given) => {
    const ids = await voicesMeant(db, given)
    return actOnVoices(db, act, {
      name: '已放行 cleared',
      ids,
      statements: clearVoices(act, ids, demand(given.reason, 'reason')),
      isSo: (voice) => voice['counted'] === 1,
    })
  },
  drop: async (db, act, given) => {
    const ids = await voicesMeant(db, given)
    return actOnVoices(db, act, {
      name: '已作废 dropped',
      ids,
      statements: dropVoices(act, ids, demand(given.reason, 'reason')),
      isSo: (voice) => voice['review'] === 'dropped',
    })
  },
  approve: (db, act, given) => judge(db, act, given, 'approved'),
  refuse: (db, act, given) => judge(db, act, given, 'refused'),
  populations: async (db, act, { ids, source }) => {
    const [file] = ids
    if (file === undefined) throw new UsageError('没有给出文件。 No file was given.')
    const known = new Set((await rows(db, readCommunityCodes())).map((row) => String(row['code'])))
    const populations = populationsIn(readFileSync(file), known)
    await db.batch(savePopulations(act, populations, demand(source, 'source')))
    const missing = known.size - populations.length
    return told(
      `已录入人口 populations entered: ${populations.length}${missing > 0 ? `；文件里没有的社区 communities not in the file: ${missing}` : ''}`,
    )
  },
  survey: async (db, act, { date, method, counts }) => {
    const survey = {
      id: randomId(),
      date: dateOf(demand(date, 'date')),
      method: demand(method, 'method'),
      distribution: countsOf(demand(counts, 'counts').replace(/\s/g, '')),
    }
    await db.batch(saveSurvey(act, survey))
    return told(`已录入调查 survey entered: ${survey.id}`)
  },
  'remove-survey': async (db, act, given) => {
    const ids = demandIds(given)
    demandAll(ids, await rows(db, readSurveyIds(ids)))
    await db.batch(removeSurveys(act, ids))
    const removed = await rows(db, readActedOn(act, 'survey', ids))
    return told(`已删除 removed: ${removed.length}`)
  },
  official: async (db, act, { ids }) => {
    const from = satisfiedFromChoices.find((choice) => String(choice) === ids[0])
    if (!from) throw new UsageError(`official ${satisfiedFromChoices.join('|')}`)
    await db.batch(setSatisfiedFrom(act, from))
    return told(`${from} 级以上算满意 satisfied from grade ${from}`)
  },
}

function judge(db: Database, act: StaffAct, given: Given, to: 'approved' | 'refused'): Promise<Told> {
  const comments = commentsMeant(given)
  const reason = to === 'refused' ? demand(given.reason, 'reason') : null
  return actOnVoices(db, act, {
    name: to === 'approved' ? '已公开 approved' : '不公开 refused',
    ids: [...comments.keys()],
    statements: judgeComments(act, [...comments.values()], to, reason),
    isSo: ({ id, at, comment_state }) => comment_state === to && comments.get(String(id))?.at === at,
    label: (id) => `${id}@${comments.get(id)?.at}`,
  })
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        reason: { type: 'string' },
        on: { type: 'string' },
        source: { type: 'string' },
        date: { type: 'string' },
        method: { type: 'string' },
        counts: { type: 'string' },
        actor: { type: 'string', default: 'staff' },
        state: { type: 'string' },
        remote: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Does what the arguments say.
 * @param args the arguments after the script's name
 * @param open gives the database that the options name
 * @returns the exit code, and what to tell
 * @throws what nobody foresaw
 */
export async function review(
  args: readonly string[],
  now: Date,
  open: (options: { state: string | undefined; remote: boolean }) => Promise<OpenDatabase>,
): Promise<{ code: 0 | 1 | 2; text: string }> {
  try {
    const { values, positionals } = optionsOf(args)
    const [name = '', ...ids] = positionals
    if (values.help || name === '') return { code: 0, text: help }
    const command = commands[name]
    if (!command) throw new UsageError(`没有这个命令 no such command: ${name}`)
    const db = await open({ state: values.state, remote: values.remote })
    try {
      const act: StaffAct = { actor: values.actor, at: now.toISOString() }
      const { reason, on, source, date, method, counts } = values
      const { code, text } = await command(db, act, { ids, reason, on, source, date, method, counts })
      return { code, text: `${text}\n` }
    } finally {
      await db.close()
    }
  } catch (error) {
    if (error instanceof UnknownError) return { code: 1, text: `${error.message}\n` }
    if (!(error instanceof UsageError)) throw error
    return { code: 2, text: `${error.message}\n  npm run review -- --help\n` }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code, text } = await review(process.argv.slice(2), new Date(), async ({ state, remote }) =>
    remote ? openRemote() : openLocal(state),
  )
  process[code === 0 ? 'stdout' : 'stderr'].write(text)
  process.exitCode = code
}
