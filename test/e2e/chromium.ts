/** The browser of the journeys and of the measurements. */

import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from 'playwright'

/** The one without a window first: the same pages take it a third less time. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The machine's Chromium, or the one that Playwright has installed. */
function options(args: readonly string[]): LaunchOptions {
  const executablePath = installed.find((path) => existsSync(path))
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  }
}

/** Starts Chromium, which forgets everything when it is closed. */
export function launch(args: string[] = []): Promise<Browser> {
  return chromium.launch(options(args))
}

/**
 * Starts Chromium as somebody has it who closes it and starts it again.
 * @param folder where it keeps what it knows
 */
export function launchLasting(
  folder: string,
  { args = [], ...rest }: BrowserContextOptions & { args?: readonly string[] },
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...options(args), ...rest })
}
