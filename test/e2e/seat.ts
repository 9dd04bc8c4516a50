/** A desk with its people on a site of its own, and the browsers in which they sit. */

import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Site } from '../../.dev/server.ts'
import { desktop, expectAccessible, openContext, phone } from './browser.ts'
import { launch } from './chromium.ts'
import { type Handle, password } from './desk-seed.ts'
import { startOwnSite } from './own-site.ts'

export interface Seat {
  context: BrowserContext
  page: Page
}

export interface OwnDesk {
  /** where the site answers, without a final slash */
  origin: () => string
  /**
   * A browser with storage of its own.
   * @param handle who has signed in with it; nobody unless something is said
   * @param viewport staff sit at a desk, everybody else has a phone
   */
  sit: (handle?: Handle | null, viewport?: typeof phone) => Promise<Seat>
}

/**
 * Serves the sample city with the people of `desk-seed.ts` while the tests of this file run, for those that change it.
 * The clock is the worker's, which says when things were and counts the days.
 * @param options.seed puts more into the database first; it is given the folder of the local D1
 * @param options.args of Chromium; without others it draws no maps
 */
export function ownDesk({
  seed,
  args = ['--disable-3d-apis'],
}: {
  seed?: (state: string) => Promise<void>
  args?: string[]
} = {}): OwnDesk {
  let site: Site
  let browser: Browser
  beforeAll(async () => {
    ;[site, browser] = await Promise.all([
      startOwnSite({ from: 'desk', ...(seed ? { seed } : {}) }),
      launch(args),
    ])
  })
  afterAll(() => Promise.all([browser.close(), site.close()]))

  return {
    origin: () => site.origin,
    async sit(handle = null, viewport = handle?.startsWith('desk') ? desktop : phone) {
      const context = await openContext(browser, { baseURL: site.origin, viewport })
      if (handle) {
        const answer = await context.request.post('/api/session', { data: { handle, password } })
        expect(answer.status(), handle).toBe(204)
      }
      return { context, page: await context.newPage() }
    },
  }
}

/** Expects axe to find nothing on a phone and at a desk, and nothing to scroll sideways there. */
export async function expectAccessibleOnBoth(page: Page, where: string): Promise<void> {
  const before = page.viewportSize()
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport)
    await expectAccessible(page, `${where} at ${viewport.width} px`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, where).toBeLessThanOrEqual(viewport.width)
  }
  if (before) await page.setViewportSize(before)
}
