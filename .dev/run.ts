/** Runs the project's own command-line tools, with what must be true of each of them. */

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Tools that would ask something or call home do neither. */
export const quietEnvironment = {
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG_PATH: '.wrangler/logs',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  NO_UPDATE_NOTIFIER: '1',
  NODE_NO_WARNINGS: '1',
}

/**
 * Runs a command of `node_modules/.bin` in the project's root and waits for it.
 * @param options.quiet keep its output unless it fails
 * @param options.env beside the environment of this process
 * @throws Error when it ends with another code than 0
 */
export async function run(
  command: string,
  args: readonly string[],
  options: { quiet?: boolean; env?: Record<string, string> } = {},
): Promise<void> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
    env: {
      ...process.env,
      ...quietEnvironment,
      ...options.env,
      PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}`,
    },
  })
  const kept: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => kept.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => kept.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  if (options.quiet) process.stderr.write(Buffer.concat(kept))
  throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
}
