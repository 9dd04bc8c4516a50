import { inject } from 'vitest'

/** Where this test file's site answers, without a final slash: no other file uses it at the same time. */
export function site(): string {
  const sites = inject('sites')
  const worker = Number(process.env['VITEST_POOL_ID'] ?? 1)
  const own = sites[(worker - 1) % sites.length]
  if (!own) throw new Error('no site was started')
  return own
}
