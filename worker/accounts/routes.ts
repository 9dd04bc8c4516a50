/** Accounts of merchants and staff: signing in, one's own account, invitations, and what staff do about accounts. */

import { Hono } from 'hono'
import { mayInvite, type Role } from '../../schema/catalog/roles.ts'
import {
  AccountParams,
  CredentialParams,
  HoldingInput,
  InvitationAccept,
  InvitationInput,
  InvitationLook,
  LoginInput,
  type Offer,
  PasskeyAnswer,
  PasskeyRegistration,
  PasswordChange,
  SecondFactorInput,
  type Session,
  SuspensionInput,
  TotpInput,
} from '../../schema/contract/account.ts'
import type { Statement } from '../../schema/statement.ts'
import { allow, requireOutlet, whoOf } from '../guard/access.ts'
import { done, unstored } from '../guard/answers.ts'
import type { Site } from '../guard/cookie.ts'
import { isTaken, runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { body, noQuery, params } from '../guard/input.ts'
import { jsonOnly, ownPages } from '../guard/own-pages.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { beginSession, endCurrent, endOthers, readWho } from '../guard/session.ts'
import { forgive, mayTry } from './guesses.ts'
import { acceptInvitation, isOver, makeInvitation, openInvitation, requireSubject } from './invite.ts'
import { loginOptions, newPasskey, registrationOptions } from './passkeys.ts'
import { hashPassword, isPassword } from './password.ts'
import { giveSecondFactor, needsSecondFactor, signInByPasskey, signInByPassword } from './sign-in.ts'
import {
  hasPasskey,
  readAccount,
  readAccounts,
  readInvitation,
  readInvitations,
  readLogin,
  readOutlets,
  readSignedIn,
  removePasskey,
  removeSession,
  revokeInvitation,
  setHolder,
  setPassword,
  setSuspended,
  setTotp,
  useTotpStep,
} from './store.ts'
import { newTotpSecret, sealTotp, stepOfCode, totpUri } from './totp.ts'

const nothing = (what: string) => new ProblemError('not_found', { detail: `There is no such ${what}.` })

async function sessionOf(c: Site, now: number): Promise<Session> {
  const who = await readWho(c, now)
  if (!who) return { stage: null, account: null, fresh: false }
  const account = who.stage === 'second' ? null : await readSignedIn(c.env.DB, who.account)
  return { stage: who.stage, account, fresh: who.fresh }
}

/**
 * Stores a factor. Who had to set one up before anything else is signed in by it, and nobody else is: another session
 * that has come no further than the password could set up a factor of its own.
 */
async function setUp(c: Site, statements: readonly Statement[], now: number): Promise<void> {
  const { account, role, stage } = whoOf(c)
  if (stage !== 'enrol') await runBatch(c.env.DB, statements)
  else await beginSession(c, { account, role, stage: 'full' }, [...statements, endOthers(account, null)], now)
}

const signIn = new Hono<{ Bindings: Env }>()
  .get('/session', noQuery, async (c) => c.json(await sessionOf(c, Date.now()), 200, unstored))
  .post('/session', ownPages, ...jsonOnly, noQuery, body(LoginInput), async (c) => {
    await signInByPassword(c, c.req.valid('json'), Date.now())
    return done(c)
  })
  .delete('/session', ownPages, noQuery, async (c) => {
    await endCurrent(c)
    return done(c)
  })
  .post(
    '/session/second',
    allow('giveSecondFactor'),
    ...jsonOnly,
    noQuery,
    body(SecondFactorInput),
    async (c) => {
      await giveSecondFactor(c, whoOf(c), c.req.valid('json').code, Date.now())
      return done(c)
    },
  )
  .post('/session/passkey/options', ownPages, noQuery, async (c) => {
    return c.json({ options: await loginOptions(c, Date.now()) }, 200, unstored)
  })
  .post('/session/passkey', ownPages, ...jsonOnly, noQuery, body(PasskeyAnswer), async (c) => {
    await signInByPasskey(c, c.req.valid('json'), Date.now())
    return done(c)
  })
  .post('/invitation', ownPages, ...jsonOnly, noQuery, body(InvitationLook), async (c) => {
    const { kind, role, area, outlets, handle, until } = await openInvitation(
      c,
      c.req.valid('json').code,
      Date.now(),
    )
    return c.json<Offer>({ kind, role, area, outlets, handle, until }, 200, unstored)
  })
  .post('/invitation/accept', ownPages, ...jsonOnly, noQuery, body(InvitationAccept), async (c) => {
    await acceptInvitation(c, c.req.valid('json'), Date.now())
    return done(c)
  })

const own = new Hono<{ Bindings: Env }>()
  .get('/', allow('getAccount'), noQuery, async (c) => {
    const who = whoOf(c)
    const account = await readAccount(c.env.DB, who, needsSecondFactor(who))
    if (!account) throw nothing('account')
    return c.json(account, 200, unstored)
  })
  .post('/password', allow('changePassword'), ...jsonOnly, noQuery, body(PasswordChange), async (c) => {
    const who = whoOf(c)
    const now = Date.now()
    const { current, next } = c.req.valid('json')
    const login = await readLogin(c.env.DB, { id: who.account })
    const attempt = await mayTry(c, `password ${who.account}`, now)
    if (login?.password && !(await isPassword(current ?? '', login.password))) {
      throw new ProblemError('wrong_login')
    }
    await runBatch(c.env.DB, [
      forgive(attempt),
      setPassword(who.account, await hashPassword(next)),
      endOthers(who.account, who.session),
      noteAct(who.account, now, { kind: 'account', id: who.account }, null, { password: 'new' }),
    ])
    return done(c)
  })
  .post('/totp/offer', allow('offerTotp'), noQuery, (c) => {
    const secret = newTotpSecret()
    return c.json({ secret, uri: totpUri(secret, whoOf(c).handle) }, 200, unstored)
  })
  .post('/totp', allow('setTotp'), ...jsonOnly, noQuery, body(TotpInput), async (c) => {
    const who = whoOf(c)
    const now = Date.now()
    const { secret, code } = c.req.valid('json')
    const step = stepOfCode(secret, code, now, null)
    if (step === null) throw wrongField('code', 'is not the one that the app shows now')
    await setUp(
      c,
      [
        setTotp(who.account, await sealTotp(c.env, secret)),
        useTotpStep(who.account, step),
        noteAct(who.account, now, { kind: 'account', id: who.account }, null, { totp: true }),
      ],
      now,
    )
    return done(c)
  })
  .delete('/totp', allow('removeTotp'), noQuery, async (c) => {
    const who = whoOf(c)
    const login = await readLogin(c.env.DB, { id: who.account })
    if (login?.totp === null) return done(c)
    if (needsSecondFactor(who) && login?.passkeys === 0) {
      throw new ProblemError('second_factor_needed', {
        detail: 'Add a passkey first: this role needs one of the two.',
      })
    }
    await runBatch(c.env.DB, [
      setTotp(who.account, null),
      noteAct(who.account, Date.now(), { kind: 'account', id: who.account }, { totp: true }, { totp: false }),
    ])
    return done(c)
  })
  .post('/passkeys/options', allow('offerPasskey'), noQuery, async (c) => {
    const { account, handle } = whoOf(c)
    return c.json(
      { options: await registrationOptions(c, { id: account, handle }, Date.now()) },
      200,
      unstored,
    )
  })
  .post('/passkeys', allow('addPasskey'), ...jsonOnly, noQuery, body(PasskeyRegistration), async (c) => {
    const who = whoOf(c)
    const now = Date.now()
    const given = c.req.valid('json')
    const statements = [
      await newPasskey(c, who.account, given, now),
      noteAct(who.account, now, { kind: 'account', id: who.account }, null, { passkey: given.response.id }),
    ]
    await setUp(c, statements, now).catch((error) => {
      throw isTaken(error, 'passkey.id') ? wrongField('response', 'this passkey is there already') : error
    })
    return c.body(null, 201, unstored)
  })
  .delete('/passkeys/:id', allow('removePasskey'), noQuery, params(CredentialParams), async (c) => {
    const who = whoOf(c)
    const { id } = c.req.valid('param')
    if (!(await hasPasskey(c.env.DB, who.account, id))) throw nothing('passkey')
    const login = await readLogin(c.env.DB, { id: who.account })
    if (needsSecondFactor(who) && login?.totp === null && login.passkeys <= 1) {
      throw new ProblemError('second_factor_needed', { detail: 'Set up an authenticator app first.' })
    }
    await runBatch(c.env.DB, [
      removePasskey(who.account, id),
      noteAct(who.account, Date.now(), { kind: 'account', id: who.account }, { passkey: id }, null),
    ])
    return done(c)
  })
  .delete('/sessions', allow('endOtherSessions'), noQuery, async (c) => {
    const who = whoOf(c)
    await runBatch(c.env.DB, [endOthers(who.account, who.session)])
    return done(c)
  })
  .delete('/sessions/:id', allow('endSession'), noQuery, params(AccountParams), async (c) => {
    const [rows] = await runBatch(c.env.DB, [removeSession(whoOf(c).account, c.req.valid('param').id)])
    if (rows?.length !== 1) throw nothing('session')
    return done(c)
  })

const desk = new Hono<{ Bindings: Env }>()
  .get('/accounts', allow('listAccounts'), noQuery, async (c) => {
    return c.json({ accounts: await readAccounts(c.env.DB, whoOf(c)) }, 200, unstored)
  })
  .post(
    '/accounts/:id/suspension',
    allow('suspendAccount'),
    ...jsonOnly,
    noQuery,
    params(AccountParams),
    body(SuspensionInput),
    async (c) => {
      const who = whoOf(c)
      const { suspended, reason } = c.req.valid('json')
      const subject = await requireSubject(c.env.DB, who, c.req.valid('param').id)
      if (subject.id === who.account)
        throw new ProblemError('forbidden', { detail: 'Nobody suspends themselves.' })
      await runBatch(c.env.DB, [
        ...setSuspended(subject.id, suspended),
        noteAct(
          who.account,
          Date.now(),
          { kind: 'account', id: subject.id },
          { suspended: subject.suspended },
          { suspended, reason },
        ),
      ])
      return done(c)
    },
  )
  .post('/holdings', allow('moveHolding'), ...jsonOnly, noQuery, body(HoldingInput), async (c) => {
    const who = whoOf(c)
    const now = Date.now()
    const { outlet, to, reason } = c.req.valid('json')
    await requireOutlet(c.env.DB, who, outlet)
    if (to !== null && (await readLogin(c.env.DB, { id: to }))?.role !== 'merchant') {
      throw wrongField('to', 'give the account of a merchant')
    }
    const [row] = await readOutlets(c.env.DB, [outlet])
    await runBatch(c.env.DB, [
      setHolder(outlet, to, now),
      noteAct(
        who.account,
        now,
        { kind: 'outlet', id: outlet },
        { holder: row?.['holder'] ?? null },
        { holder: to, reason },
      ),
    ])
    return done(c)
  })
  .get('/invitations', allow('listInvitations'), noQuery, async (c) => {
    const invitations = await readInvitations(c.env.DB, whoOf(c), Date.now())
    return c.json({ invitations: invitations.map(({ account: _, ...told }) => told) }, 200, unstored)
  })
  .post('/invitations', allow('makeInvitation'), ...jsonOnly, noQuery, body(InvitationInput), async (c) => {
    return c.json(await makeInvitation(c, whoOf(c), c.req.valid('json'), Date.now()), 201, unstored)
  })
  .delete('/invitations/:id', allow('revokeInvitation'), noQuery, params(AccountParams), async (c) => {
    const who = whoOf(c)
    const now = Date.now()
    const invitation = await readInvitation(c.env.DB, { id: c.req.valid('param').id }, now)
    if (!invitation) throw nothing('invitation')
    const [listed] = await readInvitations(c.env.DB, who, now, invitation.id)
    const invites: readonly Role[] = mayInvite[who.role]
    if (!listed || !invites.includes(invitation.role)) throw new ProblemError('forbidden')
    if (invitation.state === 'used' || invitation.state === 'revoked')
      throw new ProblemError('invitation_over')
    await runBatch(c.env.DB, [
      revokeInvitation(invitation.id, now),
      noteAct(
        who.account,
        now,
        { kind: 'invitation', id: invitation.id },
        { state: invitation.state },
        { state: 'revoked' },
      ),
    ]).catch((error) => {
      throw isOver(error) ? new ProblemError('invitation_over') : error
    })
    return done(c)
  })

export const accounts = new Hono<{ Bindings: Env }>()
  .route('/', signIn)
  .route('/account', own)
  .route('/desk', desk)
