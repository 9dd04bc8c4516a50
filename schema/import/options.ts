/** The command line of the importer. */

import { parseArgs } from 'node:util'
import { type Crs, crsNames } from '../rules/coordinates.ts'

export interface Options {
  /** undefined when only a city or the sample is to be loaded */
  file: string | undefined
  crs: Crs | undefined
  city: string | undefined
  dryRun: boolean
  skipBad: boolean
  replaceSample: boolean
  remote: boolean
  sql: string | undefined
  report: string | undefined
  state: string | undefined
  sample: boolean
  unlessReal: boolean
}

export const help = `用法  npm run import -- 文件 [选项]
Usage npm run import -- FILE [options]

把网点台账导入本市。文件可以是 CSV、XLSX、高德地点搜索的导出（CSV、JSON）、GeoJSON 点，
或 OpenStreetMap 提取（.osm.pbf、.osm.gz、.osm）。
Loads a ledger of outlets: CSV, XLSX, an export of Amap's place search (CSV, JSON),
GeoJSON points, or an OpenStreetMap extract (.osm.pbf, .osm.gz, .osm).

  --crs wgs84|gcj02|bd09   文件的坐标系：高德、腾讯 gcj02，百度 bd09
                           what the positions are in: Amap, Tencent gcj02, Baidu bd09
  --dry-run                只检查，不写入                  check only, load nothing
  --skip-bad               跳过有误的行，导入其余          load the rows that are right, skip the others
  --city NAME|FILE.json    城市定义（schema/catalog/cities 中的名字，或文件）
                           the city: a name in schema/catalog/cities, or a file like those
  --replace-sample         先删除示例数据                  first remove the made-up sample city
  --report FILE.csv        把每一行的问题写入文件          write what was found, row by row
  --remote                 写入已部署的数据库              load into the deployed database
  --sql FILE.sql           只生成 SQL 文件                 only write the SQL
  --state DIR              本地数据库目录                  folder of the local database (.wrangler/state)
  --sample                 载入示例城市                    load the sample city
  --unless-real            与 --sample 同用：不动真实城市和没有变化的示例
                           with --sample: leave a real city and an unchanged sample alone
  --help

有一行被拒绝，就什么都不导入，除非加上 --skip-bad。重复导入同一文件不会改变任何数据。
When a row is refused nothing is loaded, unless --skip-bad is given. Loading a file twice changes nothing.

退出码 Exit codes: 0 完成 done · 1 有行被拒绝，未导入 rows refused, nothing loaded
                   2 参数或文件有误 wrong arguments or file · 130 被中断 interrupted
`

/** Thrown for arguments that make no sense; the message is for the person who typed them. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * @param args the arguments after the script's name
 * @returns null when help was asked for
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): Options | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const crs = crsNames.find((name) => name === values.crs)
  if (values.crs !== undefined && !crs) {
    throw new UsageError(`--crs ${values.crs}: ${crsNames.join(' | ')}`)
  }
  if (positionals.length > 1)
    throw new UsageError(`一次只导入一个文件。 One file at a time: ${positionals.join(', ')}`)
  const [file] = positionals
  if (!file && !values.sample && !values.city) throw new UsageError('没有给出文件。 No file was given.')
  if (values.sample && (file || values.city)) {
    throw new UsageError(
      '--sample 不能与文件或 --city 同用。 --sample goes without a file and without --city.',
    )
  }
  if (values['unless-real'] && !values.sample) {
    throw new UsageError('--unless-real 只与 --sample 同用。 --unless-real goes with --sample.')
  }
  if (values.sql && values.remote)
    throw new UsageError('--sql 与 --remote 只能选一个。 Either --sql or --remote.')
  if (values.sql && file && !values.city) {
    throw new UsageError(
      '--sql 需要 --city，因为不读数据库。 --sql needs --city, because no database is read.',
    )
  }
  return {
    file,
    crs,
    city: values.city,
    dryRun: values['dry-run'],
    skipBad: values['skip-bad'],
    replaceSample: values['replace-sample'],
    remote: values.remote,
    sql: values.sql,
    report: values.report,
    state: values.state,
    sample: values.sample,
    unlessReal: values['unless-real'],
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crs: { type: 'string' },
        city: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'skip-bad': { type: 'boolean', default: false },
        'replace-sample': { type: 'boolean', default: false },
        remote: { type: 'boolean', default: false },
        sql: { type: 'string' },
        report: { type: 'string' },
        state: { type: 'string' },
        sample: { type: 'boolean', default: false },
        'unless-real': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
