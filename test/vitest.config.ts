import { fileURLToPath } from 'node:url'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] ??= 'false'
process.env['SITE_SECRET'] ??= 'a secret of the tests'

/** Every address of a package that the worker imports; one that is missing would bring the package a second time. */
const workerPackages = [
  'valibot',
  'drizzle-orm',
  'drizzle-orm/d1',
  'drizzle-orm/sqlite-core',
  'hono',
  'hono/body-limit',
  'hono/cookie',
  'hono/cors',
  'hono/etag',
  'hono/html',
  'hono/http-exception',
  'hono/method-not-allowed',
  'hono/router/trie-router',
  'hono/utils/html',
  '@hono/valibot-validator',
  '@simplewebauthn/server',
  'altcha-lib',
  'ical-generator',
  'altcha-lib/algorithms/web/pbkdf2',
  'otpauth',
  'fast-check',
  'fast-xml-parser',
]

export default defineConfig({
  root,
  test: {
    reporters: ['default'],
    // both of two cores: much of a journey is waiting
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          name: 'schema',
          include: ['test/schema/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // pure functions and databases of their own: files may share a process, and load wrangler and the sample once
          isolate: false,
        },
      },
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(`${root}schema/migrations`),
                // Tests solve hundreds of tasks; how long a real one takes is measured in test/bench.
                WORK_ATTEMPTS: '1',
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          // hundreds of requests, and passwords, take their time on a machine that has other things to do
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fsModuleCache: false,
          // Each file has a workerd of its own, to which hundreds of modules are handed one by one: packages in one piece.
          deps: { optimizer: { ssr: { enabled: true, include: workerPackages } } },
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['test/worker/setup.ts'],
        },
      },
      {
        root,
        plugins: [vue()],
        test: {
          name: 'web',
          testTimeout: 20_000,
          environment: 'happy-dom',
          // a world of its own for each file as in a process of its own, but happy-dom and Vue are loaded once
          pool: 'vmThreads',
          // style sheets are left out, but for the one whose colours are a test's
          css: { include: [/tokens\.css/] },
          include: ['test/web/**/*.test.ts'],
          setupFiles: ['test/web/setup.ts'],
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/site.ts'],
          // what they share is the site, which they do in any case
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A machine that has other things to do may lose a moment; what is wrong fails twice.
          retry: 1,
          // pages side by side, where a test says that they may be
          maxConcurrency: 2,
        },
      },
    ],
  },
})
