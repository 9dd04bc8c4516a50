/** What `npm test` runs once everything is installed: lint, types, build with its size limits, every test. */

import { readFileSync } from 'node:fs'
import { build, generate } from './build.ts'
import { root, run } from './run.ts'

const started = Date.now()

/** One step, with its name before and its seconds after. */
async function step(name: string, work: () => Promise<void>): Promise<void> {
  const begun = Date.now()
  console.log(`\n── ${name}`)
  await work()
  console.log(`── ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

const report = `${root}node_modules/.vitest-report.json`
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]

/** The plain line of totals that any continuous integration can read. */
function tell(): void {
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'))
  console.log(`\n${passed} passed, ${failed} failed`)
}

process.chdir(root)
try {
  await step('generate', generate)
  await step('lint', () => run('biome', ['check', '.']))
  await step('types', () => run('vue-tsc', ['--build']))
  await step('build', build)
  await step('tests', () =>
    run('vitest', ['run', '--config', 'test/vitest.config.ts', ...reporters]),
  ).finally(tell)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
console.log(`\nall checks passed in ${Math.round((Date.now() - started) / 1000)} s`)
