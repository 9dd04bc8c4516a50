/** What `npm test` runs once everything is installed: lint, types, build with its size limits, every test. */

import { existsSync, readFileSync, rmSync } from 'node:fs'
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

const reportOf = (part: string) => `${root}node_modules/.vitest-report-${part}.json`
const parts = ['schema', 'rest'] as const

/** Some of the tests; what came of them is kept for the totals. */
function tests(part: (typeof parts)[number], ...args: string[]): Promise<void> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(part)}`]
  return run('vitest', ['run', '--config', 'test/vitest.config.ts', ...reporters, ...args])
}

/** The plain line of totals that any continuous integration can read. */
function tell(): void {
  const totals = { passed: 0, failed: 0 }
  const told = parts.filter((part) => existsSync(reportOf(part)))
  if (told.length === 0) return
  for (const part of told) {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(reportOf(part), 'utf8'))
    totals.passed += numPassedTests
    totals.failed += numFailedTests
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
}

/** Waits for all of them, also when one fails, so that nothing goes on behind the message. */
async function sideBySide(...works: Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) if (ended.status === 'rejected') throw ended.reason
}

/** What leaves the compiler, which takes one core for a minute, the other one. */
async function besideTypes(): Promise<void> {
  await step('lint', () => run('biome', ['check', '.']))
  await step('build', build)
  await step('tests of schema', () => tests('schema', '--project', 'schema', '--maxWorkers', '1'))
}

process.chdir(root)
for (const part of parts) rmSync(reportOf(part), { force: true })
try {
  await step('generate', generate)
  await sideBySide(
    step('types', () => run('vue-tsc', ['--build'])),
    besideTypes(),
  )
  await step('other tests', () => tests('rest', '--project', '!schema'))
  tell()
} catch (error) {
  tell()
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
console.log(`\nall checks passed in ${Math.round((Date.now() - started) / 1000)} s`)
