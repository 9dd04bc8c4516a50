/**
 * `npm run account`: a one-time link for the first account of the city office, or for a new password when nobody is
 * left who could give one at the desk. Only the code's hash is stored.
 */

import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { roleNames } from '../schema/catalog/roles.ts'
import { type OpenDatabase, openLocal, openRemote } from '../schema/import/database.ts'
import type { Database, SqlRow } from '../schema/import/load.ts'
import { UsageError } from '../schema/import/options.ts'
import type { Statement } from '../schema/statement.ts'
import { prepareInvitation } from '../worker/accounts/invite.ts'
import { readByHandle, readCityCode } from '../worker/accounts/store.ts'

export const help = `用法  npm run account -- 命令 [选项]
Usage npm run account -- COMMAND [options]

  city            工作专班办公室新账号的一次性链接
                  a one-time link for a new account of the city office
  reset HANDLE    给这个账号重设密码的一次性链接；第二因素也会清除
                  a one-time link for a new password of this account; its second factors go, too

  --origin URL    网站地址（默认 http://127.0.0.1:8787；与 --remote 同用时必须给出）
                  where the site is (needed with --remote)
  --state DIR     本地数据库目录         folder of the local database
  --remote        已部署的数据库         the deployed database
  --help

链接 3 天内有效，只能用一次，数据库里只有它的散列：请当面或用加密渠道转交。
The link is good for three days and once, and the database has only a hash of it: pass it on in person or encrypted.

退出码：0 已生成；1 没有这个账号，或没有载入城市；2 命令写得不对
Exit code: 0 made; 1 there is no such account, or no city is loaded; 2 the command makes no sense
`

/** Thrown when what the link is for is not there. */
class UnknownError extends Error {
  override name = 'UnknownError'
}

type Offered = Parameters<typeof prepareInvitation>[0]

async function firstRow(db: Database, statement: Statement): Promise<SqlRow | undefined> {
  return (await db.batch([statement]))[0]?.[0]
}

async function cityOffered(db: Database): Promise<Offered> {
  const city = await firstRow(db, readCityCode())
  if (!city) throw new UnknownError('还没有载入城市。 No city is loaded.')
  return { kind: 'account', role: 'city', area: String(city['code']), account: null, outlets: [] }
}

const Account = v.object({ id: v.string(), role: v.picklist(roleNames), area: v.nullable(v.string()) })

async function resetOffered(db: Database, given: string): Promise<Offered> {
  const handle = given.trim().toLowerCase()
  const row = await firstRow(db, readByHandle(handle))
  if (!row) throw new UnknownError(`没有这个账号 no such account: ${handle}`)
  const { id, role, area } = v.parse(Account, row)
  return { kind: 'reset', role, area, account: id, outlets: [] }
}

function offered(db: Database, command: string, rest: readonly string[]): Promise<Offered> {
  const [handle] = rest
  if (command === 'city' && rest.length === 0) return cityOffered(db)
  if (command === 'reset' && handle !== undefined && rest.length === 1) return resetOffered(db, handle)
  throw new UsageError(command === 'reset' ? 'reset HANDLE' : `没有这个命令 no such command: ${command}`)
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        origin: { type: 'string' },
        state: { type: 'string' },
        remote: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function originOf(given: string | undefined, remote: boolean): string {
  if (given === undefined && remote) {
    throw new UsageError('--remote 需要 --origin。 --remote needs --origin: where the site is.')
  }
  const url = URL.parse(given ?? 'http://127.0.0.1:8787')
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`--origin ${given}`)
  return url.origin
}

/**
 * Does what the arguments say.
 * @param args the arguments after the script's name
 * @param open gives the database that the options name
 * @returns the exit code, and what to tell
 * @throws what nobody foresaw; no link has been made then
 */
export async function account(
  args: readonly string[],
  now: Date,
  open: (options: { state: string | undefined; remote: boolean }) => Promise<OpenDatabase>,
): Promise<{ code: 0 | 1 | 2; text: string }> {
  try {
    const { values, positionals } = optionsOf(args)
    const [command = '', ...rest] = positionals
    if (values.help || command === '') return { code: 0, text: help }
    const origin = originOf(values.origin, values.remote)
    const db = await open({ state: values.state, remote: values.remote })
    try {
      const what = await offered(db, command, rest)
      const { code, until, statements } = await prepareInvitation(what, null, now.getTime())
      await db.batch(statements)
      return { code: 0, text: linkText(`${origin}/join#${code}`, new Date(until)) }
    } finally {
      await db.close()
    }
  } catch (error) {
    if (error instanceof UnknownError) return { code: 1, text: `${error.message}\n` }
    if (!(error instanceof UsageError)) throw error
    return { code: 2, text: `${error.message}\n  npm run account -- --help\n` }
  }
}

function linkText(link: string, until: Date): string {
  const time = until.toLocaleString('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return `${link}\n一次有效，北京时间 ${time} 前 good once, until ${time} in China\n`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code, text } = await account(process.argv.slice(2), new Date(), async ({ state, remote }) =>
    remote ? openRemote() : openLocal(state),
  )
  process[code === 0 ? 'stdout' : 'stderr'].write(text)
  process.exitCode = code
}
