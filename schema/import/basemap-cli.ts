/** `npm run basemap -- EXTRACT --city NAME|FILE.json`: writes the city's embedded basemap into `public/map`. */

import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { basemapFromOsm } from './basemap.ts'
import { readCity } from './city.ts'
import { osmScan } from './osm-file.ts'
import { UnreadableFile } from './types.ts'

const usage = `用法 Usage: npm run basemap -- FILE(.osm.pbf|.osm.gz|.osm) --city NAME|FILE.json [--out FILE.json]
由 OpenStreetMap 提取生成自带底图。 Makes the embedded basemap from an OpenStreetMap extract.`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { city: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
  })
  const [file, ...more] = positionals
  if (values.help || !file || more.length > 0 || !values.city) {
    console.log(usage)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const city = await readCity(values.city)
  const scan = osmScan(new Uint8Array(await readFile(file)))
  if (!scan) throw new UnreadableFile(`${file} 不是 OpenStreetMap 提取。 It is not an OpenStreetMap extract.`)
  const text = JSON.stringify(await basemapFromOsm(scan, city))
  const out = values.out ?? fileURLToPath(new URL(`../../public/map/${city.code}.json`, import.meta.url))
  await writeFile(out, text)
  console.log(`${out}: ${Math.round(gzipSync(text).length / 1024)} KB gzipped`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
