// Installs what is missing and nothing else, so that `npm start` and `npm test` work in a fresh clone and are
// quick and offline ever after. Plain JavaScript, because it runs on the machine's own Node, which may be 20.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => `${root}${path}`
const windows = process.platform === 'win32'

function run(command, args, env = {}) {
  execFileSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: windows,
  })
}

function has(command) {
  return spawnSync(windows ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0
}

/** The packages of the lock file, unless exactly these are already installed. */
function packages() {
  const stamp = at('node_modules/.installed')
  const wanted = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** Chromium without a window, as test/e2e/chromium.ts prefers it. */
const headless = '/usr/bin/chromium-headless-shell'

function chromium() {
  const known = [headless, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return known.some((path) => existsSync(path)) || existsSync(at('node_modules/.playwright-installed'))
}

function chineseFonts() {
  if (process.platform !== 'linux' || !has('fc-list')) return process.platform !== 'linux'
  return spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout.trim() !== ''
}

/** A browser, and fonts with Chinese in them: without these every label in a screenshot is a box. */
function browser() {
  const missing = [
    ...(chromium() ? [] : ['chromium-headless-shell']),
    ...(chineseFonts() ? [] : ['fonts-noto-cjk']),
  ]
  if (missing.length === 0) return
  if (has('apt-get')) {
    console.log(`Installing ${missing.join(' and ')} …`)
    const sudo = process.getuid?.() === 0 ? [] : ['sudo']
    const apt = (...args) => {
      const [command, ...rest] = [...sudo, 'apt-get', ...args]
      run(command, rest, { DEBIAN_FRONTEND: 'noninteractive' })
    }
    apt('update', '-qq')
    // Ubuntu has no such package: Playwright brings one there.
    try {
      apt('install', '-y', '-qq', '--no-install-recommends', ...missing)
    } catch (error) {
      if (chromium()) throw error
    }
  }
  if (chromium()) return
  run('npx', ['playwright', 'install', 'chromium'])
  writeFileSync(at('node_modules/.playwright-installed'), '')
}

packages()
if (process.argv.includes('--browser')) browser()
