/** Signing in: password, then the second factor where there is one; or a passkey, which is both. */

import type { SessionStage } from '../../schema/catalog/roles.ts'
import { secondFactorRoles } from '../../schema/catalog/roles.ts'
import type { PasskeyGiven } from '../../schema/contract/account.ts'
import type { Site } from '../guard/cookie.ts'
import { runBatch } from '../guard/database.ts'
import { ProblemError } from '../guard/problem.ts'
import { type Beginning, beginSession, takesSamples, type Who } from '../guard/session.ts'
import { forgive, forgiveAbout, mayTry, takeBack } from './guesses.ts'
import { signedBy } from './passkeys.ts'
import { isPassword } from './password.ts'
import { type Login, readLogin, useTotpStep } from './store.ts'
import { openTotp, stepOfCode } from './totp.ts'

/** Whether an account must have a second factor; logins of the sample city are for trying the site out. */
export function needsSecondFactor({ role, sample }: Pick<Login, 'role' | 'sample'>): boolean {
  return secondFactorRoles.includes(role) && !sample
}

/** How far a right password brings somebody. */
function stageAfterPassword(login: Login): SessionStage {
  if (login.totp !== null) return 'second'
  if (!needsSecondFactor(login)) return 'full'
  if (login.passkeys === 0) return 'enrol'
  throw new ProblemError('second_factor_needed', { detail: 'Sign in with the passkey of this account.' })
}

/**
 * Signs somebody in by handle and password. Whatever is wrong, the answer and the time it takes are the same.
 * @throws ProblemError `wrong_login`, `too_many`, `second_factor_needed`
 */
export async function signInByPassword(
  c: Site,
  given: { handle: string; password: string },
  now: number,
): Promise<void> {
  const handle = given.handle.toLowerCase()
  const attempt = await mayTry(c, `handle ${handle}`, now)
  const login = await readLogin(c.env.DB, { handle })
  const fits = await isPassword(given.password, login?.password ?? null)
  if (!login || !fits || (login.sample && !takesSamples(c.env))) {
    throw new ProblemError('wrong_login')
  }
  const stage = stageAfterPassword(login)
  const right = stage === 'second' ? takeBack(attempt) : forgive(attempt)
  await beginSession(c, { account: login.id, role: login.role, stage }, [right], now)
}

/**
 * Lets somebody whose password was right in by a code of their authenticator app.
 * @throws ProblemError `wrong_login` also for a code that has been used, `too_many`
 */
export async function giveSecondFactor(c: Site, who: Who, code: string, now: number): Promise<void> {
  const attempt = await mayTry(c, `second ${who.account}`, now)
  const login = await readLogin(c.env.DB, { id: who.account })
  const step = login?.totp ? stepOfCode(await openTotp(c.env, login.totp), code, now, login.totpStep) : null
  // Two requests with the same code may come at once: the step is taken by one of them only.
  const taken =
    login && step !== null && (await runBatch(c.env.DB, [useTotpStep(login.id, step)]))[0]?.length === 1
  if (!login || !taken) throw new ProblemError('wrong_login')
  await beginSession(
    c,
    { account: login.id, role: login.role, stage: 'full' },
    [forgive(attempt), await forgiveAbout(c, `handle ${login.handle}`)],
    now,
  )
}

/**
 * Signs somebody in by a passkey.
 * @throws ProblemError `wrong_login`, `too_many`
 */
export async function signInByPasskey(c: Site, given: PasskeyGiven, now: number): Promise<void> {
  const attempt = await mayTry(c, `passkey ${given.response.id}`, now)
  const signed = await signedBy(c, given, now)
  const login = await readLogin(c.env.DB, { id: signed.account })
  if (!login || (login.sample && !takesSamples(c.env))) throw new ProblemError('wrong_login')
  await beginSession(
    c,
    { account: login.id, role: login.role, stage: 'full' },
    [forgive(attempt), signed.noteUse],
    now,
  )
}

/** How an account begins that has just been made, or got a new password. */
export function beginningAfterInvitation(login: Pick<Login, 'id' | 'role' | 'sample'>): Beginning {
  return { account: login.id, role: login.role, stage: needsSecondFactor(login) ? 'enrol' : 'full' }
}
