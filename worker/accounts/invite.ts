/** Invitations: who may invite whom, making one, and what happens when somebody comes with its code. */

import { invitationRule } from '../../schema/catalog/account-limits.ts'
import { mayInvite, type Role, roles } from '../../schema/catalog/roles.ts'
import type { InvitationRequest } from '../../schema/contract/account.ts'
import type { Statement } from '../../schema/statement.ts'
import { isWithin, placeOf, requirePlace } from '../guard/access.ts'
import type { Site } from '../guard/cookie.ts'
import { isTaken, runBatch } from '../guard/database.ts'
import { noteAct } from '../guard/history.ts'
import { ProblemError, wrongField } from '../guard/problem.ts'
import { randomId } from '../guard/secret.ts'
import { type Beginning, beginSession, endOthers, readWho, type Who } from '../guard/session.ts'
import { hashCode, newCode } from './codes.ts'
import { mayTry, takeBack } from './guesses.ts'
import { hashPassword } from './password.ts'
import { beginningAfterInvitation } from './sign-in.ts'
import {
  addAccount,
  addInvitation,
  dropFactors,
  holdInvited,
  type Invitation,
  type NewInvitation,
  readDivision,
  readInvitation,
  readOutlets,
  readSubject,
  type Subject,
  setPassword,
  useInvitation,
} from './store.ts'

const forbidden = (detail: string) => new ProblemError('forbidden', { detail })

/**
 * Lets staff act on an account that they could have invited and that lies wholly in their area.
 * @throws ProblemError `not_found`, `forbidden`
 */
export async function requireSubject(db: D1Database, who: Who, id: string): Promise<Subject> {
  const subject = await readSubject(db, id)
  if (!subject) throw new ProblemError('not_found', { detail: 'There is no such account.' })
  const invites: readonly Role[] = mayInvite[who.role]
  if (!invites.includes(subject.role)) throw forbidden('This role is not in your hands.')
  const theirs =
    who.role === 'city' ||
    (subject.places.length > 0 && subject.places.every((place) => isWithin(who, place)))
  if (!theirs) throw forbidden('This account lies outside your area.')
  return subject
}

type Offered = Pick<NewInvitation, 'kind' | 'role' | 'area' | 'account' | 'outlets'>

/** What an invitation would offer, if this member of staff may make it. */
async function offered(db: D1Database, who: Who, request: InvitationRequest): Promise<Offered> {
  switch (request.kind) {
    case 'account':
      return offeredArea(db, who, request)
    case 'outlets':
      return offeredOutlets(db, who, request.outlets)
    case 'reset': {
      const subject = await requireSubject(db, who, request.account)
      return { kind: 'reset', role: subject.role, area: subject.area, account: subject.id, outlets: [] }
    }
  }
}

async function offeredArea(
  db: D1Database,
  who: Who,
  { role, area }: Extract<InvitationRequest, { kind: 'account' }>,
): Promise<Offered> {
  const invites: readonly Role[] = mayInvite[who.role]
  if (!invites.includes(role)) throw forbidden('You may not invite this role.')
  const division = await readDivision(db, area)
  if (!division || division['kind'] !== roles[role].area)
    throw wrongField('area', `give the code of a ${roles[role].area}`)
  if (roles[role].area !== 'city') requirePlace(who, placeOf(division))
  return { kind: 'account', role, area, account: null, outlets: [] }
}

async function offeredOutlets(db: D1Database, who: Who, ids: readonly string[]): Promise<Offered> {
  const outlets = [...new Set(ids)]
  const found = await readOutlets(db, outlets)
  if (found.length < outlets.length) throw wrongField('outlets', 'one of them does not exist')
  for (const row of found) requirePlace(who, placeOf(row))
  const held = found.find((row) => row['holder'] !== null)
  if (held)
    throw wrongField(
      'outlets',
      `${held['id']} is in the hands of an account; transfer it, or take it away first`,
    )
  return { kind: 'outlets', role: 'merchant', area: null, account: null, outlets }
}

/** The statements of a new invitation, and its code, which is told only now. */
export async function prepareInvitation(
  what: Offered,
  by: string | null,
  now: number,
): Promise<{ id: string; code: string; until: number; statements: Statement[] }> {
  const id = randomId()
  const code = newCode()
  const lasts = what.kind === 'outlets' ? invitationRule.merchant : invitationRule.staff
  const until = now + lasts * 1_000
  const { kind, role, area, account, outlets } = what
  return {
    id,
    code,
    until,
    statements: [
      ...addInvitation({ ...what, id, code: await hashCode(code), by, until }, now),
      noteAct(by ?? 'command', now, { kind: 'invitation', id }, null, { kind, role, area, account, outlets }),
    ],
  }
}

/** Makes an invitation. */
export async function makeInvitation(c: Site, who: Who, request: InvitationRequest, now: number) {
  const what = await offered(c.env.DB, who, request)
  const { id, code, until, statements } = await prepareInvitation(what, who.account, now)
  await runBatch(c.env.DB, statements)
  return { id, code, until: new Date(until).toISOString() }
}

/**
 * Reads the invitation that a code opens.
 * @throws ProblemError `invitation_wrong`, `invitation_over`, `too_many` after too many wrong codes
 */
export async function openInvitation(c: Site, code: string, now: number): Promise<Invitation> {
  const attempt = await mayTry(c, `code ${code}`, now)
  const invitation = await readInvitation(c.env.DB, { code: await hashCode(code) }, now)
  if (!invitation) throw new ProblemError('invitation_wrong')
  await runBatch(c.env.DB, [takeBack(attempt)])
  if (invitation.state !== 'open') throw over(invitation.state)
  return invitation
}

const over = (state: string) => new ProblemError('invitation_over', { detail: `The invitation is ${state}.` })

/** What whoever comes with a code says. */
export interface Acceptance {
  code: string
  handle?: string | undefined
  password?: string | undefined
}

/**
 * Takes an invitation up, once; whoever did is signed in afterwards.
 * @throws ProblemError what {@link openInvitation} throws, `handle_taken`, `invalid_request` for what is missing
 */
export async function acceptInvitation(c: Site, given: Acceptance, now: number): Promise<void> {
  const invitation = await openInvitation(c, given.code, now)
  const who = await readWho(c, now)
  const { statements, begins } = await acceptanceOf(invitation, given, who, now)
  try {
    if (begins) await beginSession(c, begins, statements, now)
    else await runBatch(c.env.DB, statements)
  } catch (error) {
    if (isTaken(error, 'account.handle')) {
      // Whoever taps twice has taken the handle with the first tap, and used the code up.
      await openInvitation(c, given.code, now)
      throw new ProblemError('handle_taken')
    }
    if (isTaken(error, 'holding.outlet')) throw over('used: somebody else has the outlet by now')
    if (isOver(error)) throw over('used')
    throw error
  }
}

/** Whether the database refused to use or take back an invitation for the second time. */
export function isOver(error: unknown): boolean {
  return error instanceof Error && error.message.includes('the invitation is over')
}

interface Accepted {
  statements: Statement[]
  /** the session of whoever was not signed in to the account */
  begins: Beginning | null
}

async function acceptanceOf(
  invitation: Invitation,
  given: Acceptance,
  who: Who | null,
  now: number,
): Promise<Accepted> {
  const { id, kind, role, account } = invitation
  if (kind === 'outlets' && who?.role === 'merchant' && who.stage === 'full') {
    return {
      statements: [useInvitation(id, who.account, now), ...handOver(invitation, who.account, now)],
      begins: null,
    }
  }
  if (given.password === undefined) throw wrongField('password', 'is missing')
  const password = await hashPassword(given.password)
  if (kind === 'reset' && account !== null) {
    return {
      statements: [
        useInvitation(id, account, now),
        setPassword(account, password),
        ...dropFactors(account),
        endOthers(account, null),
        noteAct(account, now, { kind: 'account', id: account }, null, { password: 'new', factors: 'none' }),
      ],
      begins: beginningAfterInvitation({ id: account, role, sample: false }),
    }
  }
  if (given.handle === undefined) throw wrongField('handle', 'is missing')
  const made = { id: randomId(), handle: given.handle, role, area: invitation.area?.code ?? null, password }
  return {
    statements: [
      addAccount(made, now),
      useInvitation(id, made.id, now),
      noteAct(made.id, now, { kind: 'account', id: made.id }, null, {
        handle: made.handle,
        role,
        area: made.area,
      }),
      ...handOver(invitation, made.id, now),
    ],
    begins: beginningAfterInvitation({ id: made.id, role, sample: false }),
  }
}

function handOver({ id, outlets }: Invitation, account: string, now: number): Statement[] {
  return [
    holdInvited(id, account, now),
    ...outlets.map((outlet) =>
      noteAct(account, now, { kind: 'outlet', id: outlet.id }, { holder: null }, { holder: account }),
    ),
  ]
}
