/** Follows `walk-through.md` by the keyboard, step by step, and hears what a screen reader would. */

import type { Page, Route } from 'playwright'
import { beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { tuesdayEvening } from './browser.ts'
import { type Ears, earsOf } from './heard.ts'
import { ownDesk } from './seat.ts'
import { type Act, actsOf, patternOf, type Step, walkThrough } from './walk-script.ts'

// Ratings, wishes and hours change, so that the city is not shared with other tests.
const { sit } = ownDesk()

/** Nobody presses a key more often to get somewhere. */
const MOST_PRESSES = 60
/** Milliseconds: the machine may have other things to do. */
const PATIENCE = 20_000

let page: Page
let ears: Ears

/** Runs in the page: a device that can speak, and takes its time. */
function speak(): void {
  const voice = { lang: 'zh-CN', localService: true, name: 'the device’s own' }
  const device = { speaking: false, pending: false, getVoices: () => [voice], speak() {}, cancel() {} }
  Object.defineProperty(window, 'speechSynthesis', { value: device })
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class {} })
}

/** Nothing that is said leaves the device; pages still come. */
const cut = (route: Route) =>
  route.request().method() === 'GET' ? route.fallback() : route.abort('internetdisconnected')

async function walk(key: string, to: string): Promise<void> {
  const until = Date.now() + PATIENCE
  let passed: string[] = []
  while (passed.length < MOST_PRESSES && Date.now() < until) {
    await page.keyboard.press(key)
    const here = await ears.focus()
    if (here.includes(to)) return
    if (here !== 'nothing' && !here.includes('“')) throw new Error(`on the way to ${to}: ${here} has no name`)
    // at the end of the page it goes on at its beginning: what is looked for may have come meanwhile
    passed = here === 'nothing' ? [] : [...passed, here]
  }
  throw new Error(`${key} does not lead to ${to}, but past ${passed.join(' | ')}`)
}

async function perform(act: Act): Promise<void> {
  if (act.kind === 'press') await page.keyboard.press(act.key)
  else if (act.kind === 'type') await page.keyboard.type(act.text)
  else if (act.kind === 'go') await walk(act.key, act.to)
  else if (act.on) await page.unroute('**/api/**', cut)
  else await page.route('**/api/**', cut)
}

/** Where a step leads elsewhere, the rest of its journey leads nowhere. */
let isLost = false

async function follow({ does, heard, told }: Step, { skip }: TestContext): Promise<void> {
  skip(isLost)
  isLost = true
  await ears.forget()
  for (const act of actsOf(does)) await perform(act)
  await expect.poll(ears.focus, { timeout: PATIENCE }).toMatch(patternOf(heard))
  if (told !== null) {
    await expect
      .poll(async () => (await ears.told()).filter((words) => patternOf(told).test(words)), {
        timeout: PATIENCE,
        message: `nothing says: ${told}`,
      })
      .not.toEqual([])
  }
  isLost = false
}

beforeAll(async () => {
  const seat = await sit()
  page = seat.page
  await page.clock.install({ time: tuesdayEvening })
  await page.addInitScript(speak)
  ears = await earsOf(page)
})

const own = walkThrough().filter(({ followedBy }) => followedBy === null)

// One step begins where the one before has ended, so that none can be tried a second time by itself.
describe.each(own)('$title', { retry: 0 }, ({ start, steps }) => {
  beforeAll(async () => {
    isLost = false
    await page.context().clearCookies()
    await page.goto(start ?? '/')
    await page.locator('h1').first().waitFor()
  })

  it.for(steps)('$number $does', follow)
})
