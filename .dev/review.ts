/**
 * `npm run review`: what staff do about voices, comments, populations, surveys and the official definition, from the
 * command line. Every act leaves a row in the history.
 */

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import Papa from 'papaparse'
import { grades, satisfiedFromChoices } from '../schema/catalog/satisfaction.ts'
import { type OpenDatabase, openLocal, openRemote } from '../schema/import/database.ts'
import { type Database, randomId, type SqlRow } from '../schema/import/load.ts'
import { decodeText } from '../schema/import/text.ts'
import type { Distribution } from '../schema/rules/satisfaction.ts'
import type { Statement } from '../schema/statement.ts'
import {
  clearVoices,
  dropVoices,
  judgeComments,
  type Population,
  readCommunityCodes,
  readHeld,
  readWaitingComments,
  removeSurvey,
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
  approve ID…                   公开留言                  make comments public
  refuse ID…                    不公开留言                do not
  populations FILE.csv --source 文字
                                各社区人口：两列，社区编码、人数
                                people in each community: two columns, code and number
  survey --date 2026-09-20 --method 文字 --counts 24,58,120,178,220
                                录入抽样调查（1 到 5 级的人数）
                                enter a sampled survey: people by grade, grade 1 first
  remove-survey ID              删除录错的调查            remove one that was entered by mistake
  official 3|4                  几级以上算满意            from which grade a voice is officially satisfied

  --actor NAME    写入历史的经办角色（默认 staff）   who acts, for the history: a role, not a person's name
  --state DIR     本地数据库目录                     folder of the local database
  --remote        已部署的数据库                     the deployed database
  --help
`

/** Thrown for arguments that make no sense; the message is for the person who typed them. */
class UsageError extends Error {
  override name = 'UsageError'
}

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

/** The voices that are meant: by their identifiers, or all that are held on a subject. */
async function voicesMeant(db: Database, { ids, on }: Given): Promise<string[]> {
  if (on === undefined && ids.length > 0) return ids
  const held = await rows(db, readHeld())
  const meant = held
    .filter((row) => `${row['kind']}:${row['subject']}` === on)
    .map((row) => String(row['id']))
  if (meant.length === 0) throw new UsageError('没有这样的评价。 There are no such voices; see: held')
  return meant
}

/** One line a voice, for a terminal. */
function listOf(found: readonly SqlRow[], last: string): string {
  const name = (grade: unknown) => grades.find((one) => one.grade === grade)?.name ?? ''
  return found
    .map((row) =>
      [
        row['id'],
        row['at'],
        `${row['kind']}:${row['subject']}`,
        row['name'],
        name(row['grade']),
        row[last],
      ].join('  '),
    )
    .concat(`${found.length}`)
    .join('\n')
}

/**
 * Reads the table of populations: a code of a community and a number in each row; a first row of words is a header.
 * @throws UsageError with the row that is wrong
 */
export function populationsOf(bytes: Uint8Array, known: ReadonlySet<string>): Population[] {
  const { data } = Papa.parse<string[]>(decodeText(bytes).text.trim(), { skipEmptyLines: true })
  const table = /^\d+$/.test(data[0]?.[0]?.trim() ?? '') ? data : data.slice(1)
  const seen = new Set<string>()
  return table.map(([code = '', number = ''], at) => {
    const community = code.trim()
    const residents = Number(number.replace(/[\s,，]/g, ''))
    const wrong = (what: string) => new UsageError(`第 ${at + 1} 行：${what}: ${code}, ${number}`)
    if (!known.has(community)) throw wrong('没有这个社区 no such community')
    if (seen.has(community)) throw wrong('社区重复 the community is there twice')
    if (!Number.isInteger(residents) || residents <= 0) throw wrong('人数不对 not a number of people')
    seen.add(community)
    return { community, residents }
  })
}

function countsOf(text: string): Distribution {
  const counts = text.split(',').map((part) => Number(part.trim()))
  const [one, two, three, four, five, ...more] = counts
  const whole = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n) && n >= 0
  if (whole(one) && whole(two) && whole(three) && whole(four) && whole(five) && more.length === 0) {
    return [one, two, three, four, five]
  }
  throw new UsageError('--counts 要五个数。 --counts takes five numbers, grade 1 first.')
}

type Command = (db: Database, act: StaffAct, given: Given) => Promise<string>

const commands: Record<string, Command> = {
  held: async (db) => listOf(await rows(db, readHeld()), 'reason'),
  comments: async (db) => listOf(await rows(db, readWaitingComments()), 'comment'),
  clear: async (db, act, given) => {
    const ids = await voicesMeant(db, given)
    await db.batch(clearVoices(act, ids, demand(given.reason, 'reason')))
    return `已放行 cleared: ${ids.length}`
  },
  drop: async (db, act, given) => {
    const ids = await voicesMeant(db, given)
    await db.batch(dropVoices(act, ids, demand(given.reason, 'reason')))
    return `已作废 dropped: ${ids.length}`
  },
  approve: (db, act, given) => judge(db, act, given, 'approved'),
  refuse: (db, act, given) => judge(db, act, given, 'refused'),
  populations: async (db, act, { ids, source }) => {
    const [file] = ids
    if (file === undefined) throw new UsageError('没有给出文件。 No file was given.')
    const known = new Set((await rows(db, readCommunityCodes())).map((row) => String(row['code'])))
    const populations = populationsOf(readFileSync(file), known)
    await db.batch(savePopulations(act, populations, demand(source, 'source')))
    const missing = known.size - populations.length
    return `已录入人口 populations entered: ${populations.length}${missing > 0 ? `；文件里没有的社区 communities not in the file: ${missing}` : ''}`
  },
  survey: async (db, act, { date, method, counts }) => {
    const day = demand(date, 'date')
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new UsageError('--date 2026-09-20')
    const survey = {
      id: randomId(),
      date: day,
      method: demand(method, 'method'),
      distribution: countsOf(demand(counts, 'counts')),
    }
    await db.batch(saveSurvey(act, survey))
    return `已录入调查 survey entered: ${survey.id}`
  },
  'remove-survey': async (db, act, { ids }) => {
    for (const id of ids) await db.batch(removeSurvey(act, id))
    return `已删除 removed: ${ids.length}`
  },
  official: async (db, act, { ids }) => {
    const from = satisfiedFromChoices.find((choice) => String(choice) === ids[0])
    if (!from) throw new UsageError(`official ${satisfiedFromChoices.join('|')}`)
    await db.batch(setSatisfiedFrom(act, from))
    return `${from} 级以上算满意 satisfied from grade ${from}`
  },
}

async function judge(
  db: Database,
  act: StaffAct,
  { ids }: Given,
  to: 'approved' | 'refused',
): Promise<string> {
  if (ids.length === 0) throw new UsageError('没有给出编号。 No identifiers were given; see: comments')
  await db.batch(judgeComments(act, ids, to))
  return `${to === 'approved' ? '已公开 approved' : '不公开 refused'}: ${ids.length}`
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
): Promise<{ code: 0 | 2; text: string }> {
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
      const text = await command(db, act, { ids, reason, on, source, date, method, counts })
      return { code: 0, text: `${text}\n` }
    } finally {
      await db.close()
    }
  } catch (error) {
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
