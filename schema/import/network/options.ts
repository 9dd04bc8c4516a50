/** The command line of `npm run network`. */

import { parseArgs } from 'node:util'
import { type Crs, crsNames } from '../../rules/coordinates.ts'
import { isDay } from '../../rules/walking/network-file.ts'
import { UsageError } from '../options.ts'

export interface NetworkOptions {
  file: string
  crs: Crs | undefined
  city: string | undefined
  attribution: string | undefined
  licence: string | undefined
  date: string | undefined
  /** where to write the network instead of loading it */
  outFile: string | undefined
  remote: boolean
  state: string | undefined
}

export const help = `用法  npm run network -- 文件 [选项]
Usage npm run network -- FILE [options]

由街道数据生成步行路网，并作为本市的路网载入。文件可以是 OpenStreetMap 提取（.osm.pbf、.osm.gz、.osm）、
GeoJSON 线，或以前用 --out 生成的路网。
Builds a walking network of streets and loads it as the city's. The file is an OpenStreetMap extract
(.osm.pbf, .osm.gz, .osm), GeoJSON lines, or a network that --out wrote before.

  --city NAME|FILE.json    裁剪到这个城市；载入时默认裁剪到数据库中的城市
                           cut to this city; when loading, to the one in the database
  --out FILE               写入文件，不载入                write a file, load nothing
  --remote                 载入已部署的数据库              load into the deployed database
  --state DIR              本地数据库目录                  folder of the local database (.wrangler/state)
  --date YYYY-MM-DD        数据日期；OSM 提取一般自带      day of the data; most extracts tell it
  --help

GeoJSON 还需要 With GeoJSON:
  --attribution TEXT       数据来源（必填）                whose data it is (needed)
  --licence TEXT           许可（必填）                    its licence (needed)
  --crs wgs84|gcj02|bd09   坐标系，默认 wgs84              what its coordinates are in

文件有误时什么都不改变，原有路网继续使用。
When something is wrong with the file nothing changes, and the old network stays in use.

退出码 Exit codes: 0 完成 done · 1 路网太大或不在本市，未载入 too large or not in the city, nothing loaded
                   2 参数或文件有误 wrong arguments or file · 130 被中断 interrupted
`

/**
 * @param args the arguments after the script's name
 * @returns null when help was asked for
 * @throws UsageError
 */
export function parseNetworkOptions(args: readonly string[]): NetworkOptions | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [file, ...more] = positionals
  if (!file) throw new UsageError('没有给出文件。 No file was given.')
  if (more.length > 0)
    throw new UsageError(`一次只能用一个文件。 One file at a time: ${positionals.join(', ')}`)
  const crs = crsNames.find((name) => name === values.crs)
  if (values.crs !== undefined && !crs) throw new UsageError(`--crs ${values.crs}: ${crsNames.join(' | ')}`)
  if (values.date !== undefined && !isDay(values.date)) {
    throw new UsageError(`--date ${values.date}: YYYY-MM-DD`)
  }
  if ([values.out, values.state, values.remote || undefined].filter((one) => one !== undefined).length > 1) {
    throw new UsageError('--out、--state、--remote 只能选一个。 Only one of --out, --state and --remote.')
  }
  const { city, attribution, licence, date, remote, state } = values
  return { file, crs, city, attribution, licence, date, outFile: values.out, remote, state }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crs: { type: 'string' },
        city: { type: 'string' },
        attribution: { type: 'string' },
        licence: { type: 'string' },
        date: { type: 'string' },
        out: { type: 'string' },
        remote: { type: 'boolean', default: false },
        state: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
