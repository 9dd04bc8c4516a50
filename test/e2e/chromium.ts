/** The browser of the journeys and of the measurements. */

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'

/** The one without a window first: the same pages take it a third less time. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Starts the machine's Chromium, or the one that Playwright has installed. */
export function launch(args: string[] = []): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path))
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  })
}
