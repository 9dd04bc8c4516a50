/** The worker: everything it does, in order. */

import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { discardMistakes } from './accounts/guesses.ts'
import { discardChallenges } from './accounts/passkeys.ts'
import { accounts } from './accounts/routes.ts'
import { applications } from './applications/routes.ts'
import { forgetApplicants } from './applications/store.ts'
import { countAnew } from './assessment/count.ts'
import { desk as standardDesk } from './assessment/desk-routes.ts'
import { assessment } from './assessment/routes.ts'
import { siting } from './assessment/siting-routes.ts'
import { audit } from './audit/routes.ts'
import { runClock } from './complaints/clock.ts'
import { desk as complaintsDesk } from './complaints/desk-routes.ts'
import { onListing } from './complaints/merchant-routes.ts'
import { sweepCasePhotos } from './complaints/photo-store.ts'
import { discardAttempts } from './complaints/receipt.ts'
import { complaints } from './complaints/routes.ts'
import { missingFile, siteDocument, siteMaps } from './documents/routes.ts'
import { shell } from './documents/shell.ts'
import { discardAnswers } from './guard/answered.ts'
import { runBatch } from './guard/database.ts'
import { secured } from './guard/headers.ts'
import { discardNetworkKeys, discardNetworkMarks } from './guard/network.ts'
import { openToAll } from './guard/open-to-all.ts'
import { notFound, onError, refuseMethod } from './guard/problem.ts'
import { discardSessions } from './guard/session.ts'
import { discardWork } from './guard/work.ts'
import { health } from './health/routes.ts'
import { imports } from './imports/routes.ts'
import { ledger } from './listings/ledger-routes.ts'
import { listings } from './listings/routes.ts'
import { residences } from './network/residence-routes.ts'
import { network, desk as networkDesk } from './network/routes.ts'
import { notices } from './notices/routes.ts'
import { openData } from './open/data-routes.ts'
import { open } from './open/routes.ts'
import { noMethod } from './open311/refusal.ts'
import { open311 } from './open311/routes.ts'
import { discardRequests } from './open311/take.ts'
import { photos } from './photos/routes.ts'
import { sweepPhotos } from './photos/sweep.ts'
import { feeds } from './places/feed-routes.ts'
import { places } from './places/routes.ts'
import { replies } from './replies/routes.ts'
import { forgetReplaced } from './replies/store.ts'
import { reports } from './reports/routes.ts'
import { forgetReporters } from './reports/store.ts'
import { desk as voicesDesk } from './satisfaction/desk-routes.ts'
import { posters } from './satisfaction/poster-routes.ts'
import { satisfaction } from './satisfaction/routes.ts'
import { settings } from './satisfaction/settings-routes.ts'
import { expireVoices } from './satisfaction/store.ts'
import { wishes } from './wishes/routes.ts'
import { discardWishMarks, eraseRefusedWhys } from './wishes/store.ts'

/** The app apart from the worker, for tests that put another environment in place of the real one. */
export const app = new Hono<{ Bindings: Env }>()

app.onError(onError)
app.notFound(notFound)

app.use(secured)
app.use('/api/*', openToAll)
app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }))
app.use('/open311/*', methodNotAllowed({ app, onMethodNotAllowed: noMethod }))

const api = app
  .route('/api', places)
  .route('/api', feeds)
  .route('/api', satisfaction)
  .route('/api', accounts)
  .route('/api', listings)
  .route('/api', photos)
  .route('/api', replies)
  .route('/api/desk/outlets', ledger)
  .route('/api/desk/imports', imports)
  .route('/api/desk', voicesDesk)
  .route('/api/desk/settings', settings)
  .route('/api/desk/audit', audit)
  .route('/api', reports)
  .route('/api/network', network)
  .route('/api/desk/network', networkDesk)
  .route('/api/desk/residences', residences)
  .route('/api', notices)
  .route('/api', applications)
  .route('/api', wishes)
  .route('/api', assessment)
  .route('/api/desk/standard', standardDesk)
  .route('/api/desk/siting', siting)
  .route('/api/complaints', complaints)
  .route('/api/desk/complaints', complaintsDesk)
  .route('/api/listings', onListing)
  .route('/api/data', openData)
  .route('/api', open)
  .route('/api', health)

app.all('/api/*', notFound)

app.route('/open311/v2', open311)

app.route('/q', posters)

app.route('/shell', shell)

app.route('/', siteMaps)

// Files do not come this way (wrangler.toml, run_worker_first), only questions for those that are not there.
app.all('/assets/*', missingFile)
app.all('/map/*', missingFile)

// Documents of the site.
app.all('*', siteDocument)

export default {
  fetch: app.fetch,
  /** Every hour (wrangler.toml): lets go what is kept for a while only. */
  async scheduled({ scheduledTime: now }, env): Promise<void> {
    await runBatch(env.DB, [
      expireVoices(now),
      discardAnswers(now),
      discardWork(now),
      discardNetworkKeys(now),
      discardNetworkMarks(now),
      discardSessions(now),
      forgetReporters(now),
      forgetApplicants(now),
      forgetReplaced(now),
      discardWishMarks(now),
      eraseRefusedWhys(now),
      discardChallenges(now),
      discardMistakes(now),
      discardAttempts(now),
      discardRequests(now),
    ])
    await sweepPhotos(env, now)
    await runClock(env, now)
    await sweepCasePhotos(env, now)
    // also where nobody reads: a standard may have come into force, and another build may count otherwise
    await countAnew(env.DB, now)
  },
} satisfies ExportedHandler<Env>

/** The routes as types, for the RPC client of the web. */
export type Api = typeof api
