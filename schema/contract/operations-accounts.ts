/** The operations of accounts: signing in, one's own account, and what staff do about accounts. */

import type * as v from 'valibot'
import { type AccessRule, accessOf, type GuardedOperation } from './access.ts'
import {
  AccountList,
  AccountParams,
  AccountPublic,
  CredentialParams,
  HoldingInput,
  InvitationAccept,
  InvitationInput,
  InvitationList,
  InvitationLook,
  InvitationMade,
  InvitationOffer,
  LoginInput,
  PasskeyAnswer,
  PasskeyOptions,
  PasskeyRegistration,
  PasswordChange,
  SecondFactorInput,
  SessionPublic,
  SuspensionInput,
  TotpInput,
  TotpOffer,
} from './account.ts'
import {
  accountExample,
  accountsExample,
  invitationMadeExample,
  invitationOfferExample,
  invitationsExample,
  loginOptionsExample,
  passkeyAnswerExample,
  passkeyRegistrationExample,
  registrationOptionsExample,
  sessionExample,
  totpExample,
} from './examples-accounts.ts'
import type { Operation } from './operation.ts'
import type { ProblemCode } from './problem.ts'

const nothing = { contentType: null } as const
const json = <Schema extends v.GenericSchema>(schema: Schema, example: v.InferOutput<Schema>) =>
  ({ contentType: 'application/json', schema, example }) as const

const always = ['invalid_request', 'method_not_allowed', 'unavailable', 'internal'] as const
const ofBody = ['too_large', 'unsupported_media_type'] as const

type Given = Omit<Operation, 'cached' | 'problems'> & { problems?: readonly ProblemCode[] }

/** An operation that anybody's browser may call from the site's own pages. */
function unguarded({ problems = [], ...operation }: Given): Operation {
  return {
    ...operation,
    cached: false,
    problems: [
      ...always,
      ...(operation.method === 'get' ? [] : (['cross_site'] as const)),
      ...(operation.body ? ofBody : []),
      ...problems,
    ],
  }
}

/** An operation whose door has a line in `accessOf`, with the problems that the door answers with. */
export function guarded(id: GuardedOperation, operation: Omit<Given, 'id'>): Operation {
  const { fresh }: AccessRule = accessOf[id]
  const { problems = [] } = operation
  return unguarded({
    ...operation,
    id,
    problems: [
      'not_signed_in',
      'second_factor_needed',
      'forbidden',
      ...(fresh ? (['sign_in_again'] as const) : []),
      ...problems,
    ],
  })
}

const signIn: readonly Operation[] = [
  unguarded({
    id: 'getSession',
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    summaryZh: '当前登录的账号',
    description:
      'Nobody is an answer, too: `stage` is null then. `second` waits for the second factor, `enrol` for one to be set up.',
    answer: json(SessionPublic, sessionExample),
  }),
  unguarded({
    id: 'signIn',
    method: 'post',
    path: '/api/session',
    summary: 'Sign in by handle and password',
    summaryZh: '用账号名和密码登录',
    description:
      'Gives the cookie of a new session. `GET /api/session` then tells whether a second factor is wanted. The answer to a ' +
      'wrong password is the same whether the handle exists or not; after some mistakes each try has to wait.',
    body: { schema: LoginInput, example: { handle: 'minan-yaofang', password: '••••••••••••' } },
    status: 204,
    answer: nothing,
    problems: ['wrong_login', 'second_factor_needed', 'too_many'],
  }),
  unguarded({
    id: 'signOut',
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    summaryZh: '退出登录',
    status: 204,
    answer: nothing,
  }),
  guarded('giveSecondFactor', {
    method: 'post',
    path: '/api/session/second',
    summary: 'Give the code of the authenticator app',
    summaryZh: '输入身份验证器的六位数字',
    description: 'Each code counts once.',
    body: { schema: SecondFactorInput, example: { code: '492039' } },
    status: 204,
    answer: nothing,
    problems: ['wrong_login', 'too_many'],
  }),
  unguarded({
    id: 'offerPasskeyLogin',
    method: 'post',
    path: '/api/session/passkey/options',
    summary: 'What the browser needs to sign in by a passkey',
    summaryZh: '用通行密钥登录：取挑战',
    answer: json(PasskeyOptions, loginOptionsExample),
  }),
  unguarded({
    id: 'signInByPasskey',
    method: 'post',
    path: '/api/session/passkey',
    summary: 'Sign in by a passkey',
    summaryZh: '用通行密钥登录',
    description: 'A passkey is password and second factor in one.',
    body: { schema: PasskeyAnswer, example: passkeyAnswerExample },
    status: 204,
    answer: nothing,
    problems: ['wrong_login', 'too_many'],
  }),
  unguarded({
    id: 'lookAtInvitation',
    method: 'post',
    path: '/api/invitation',
    summary: 'What a one-time code offers',
    summaryZh: '邀请码对应的内容',
    description: 'Does not use it up.',
    body: { schema: InvitationLook, example: { code: '7H2KM9QXTZ4V8WPA' } },
    answer: json(InvitationOffer, invitationOfferExample),
    problems: ['invitation_wrong', 'invitation_over', 'too_many'],
  }),
  unguarded({
    id: 'acceptInvitation',
    method: 'post',
    path: '/api/invitation/accept',
    summary: 'Take up what a one-time code offers',
    summaryZh: '使用邀请码',
    description:
      'Makes the account, gives the outlets, or sets the new password, and signs in. A merchant who is signed in gets the ' +
      'outlets of a letter into the account that is there, and needs neither handle nor password.',
    body: {
      schema: InvitationAccept,
      example: { code: '7H2KM9QXTZ4V8WPA', handle: 'minan-yaofang', password: '••••••••••••' },
    },
    status: 204,
    answer: nothing,
    problems: ['invitation_wrong', 'invitation_over', 'handle_taken', 'too_many'],
  }),
]

const own: readonly Operation[] = [
  guarded('getAccount', {
    method: 'get',
    path: '/api/account',
    summary: 'Everything about one’s own account',
    summaryZh: '我的账号',
    answer: json(AccountPublic, accountExample),
    problems: ['not_found'],
  }),
  guarded('changePassword', {
    method: 'post',
    path: '/api/account/password',
    summary: 'Change the password',
    summaryZh: '修改密码',
    description: 'Ends all other sessions of the account.',
    body: { schema: PasswordChange, example: { current: '••••••••••••', next: '••••••••••••••' } },
    status: 204,
    answer: nothing,
    problems: ['wrong_login', 'too_many'],
  }),
  guarded('offerTotp', {
    method: 'post',
    path: '/api/account/totp/offer',
    summary: 'A secret for an authenticator app',
    summaryZh: '绑定身份验证器：取密钥',
    description: 'Nothing is stored until a code shows that the app has it.',
    answer: json(TotpOffer, totpExample),
  }),
  guarded('setTotp', {
    method: 'post',
    path: '/api/account/totp',
    summary: 'Set the authenticator app up',
    summaryZh: '绑定身份验证器',
    body: { schema: TotpInput, example: { secret: totpExample.secret, code: '492039' } },
    status: 204,
    answer: nothing,
  }),
  guarded('removeTotp', {
    method: 'delete',
    path: '/api/account/totp',
    summary: 'Take the authenticator app away',
    summaryZh: '解绑身份验证器',
    status: 204,
    answer: nothing,
  }),
  guarded('offerPasskey', {
    method: 'post',
    path: '/api/account/passkeys/options',
    summary: 'What the browser needs to make a passkey',
    summaryZh: '添加通行密钥：取挑战',
    answer: json(PasskeyOptions, registrationOptionsExample),
  }),
  guarded('addPasskey', {
    method: 'post',
    path: '/api/account/passkeys',
    summary: 'Add a passkey',
    summaryZh: '添加通行密钥',
    body: { schema: PasskeyRegistration, example: passkeyRegistrationExample },
    status: 201,
    answer: nothing,
    problems: ['wrong_login'],
  }),
  guarded('removePasskey', {
    method: 'delete',
    path: '/api/account/passkeys/{id}',
    summary: 'Remove a passkey',
    summaryZh: '删除通行密钥',
    params: CredentialParams,
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('endOtherSessions', {
    method: 'delete',
    path: '/api/account/sessions',
    summary: 'Sign out everywhere else',
    summaryZh: '退出其他设备',
    status: 204,
    answer: nothing,
  }),
  guarded('endSession', {
    method: 'delete',
    path: '/api/account/sessions/{id}',
    summary: 'Sign out one device',
    summaryZh: '退出一台设备',
    params: AccountParams,
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
]

const desk: readonly Operation[] = [
  guarded('listAccounts', {
    method: 'get',
    path: '/api/desk/accounts',
    summary: 'Accounts in one’s area',
    summaryZh: '辖区内的账号',
    answer: json(AccountList, accountsExample),
  }),
  guarded('suspendAccount', {
    method: 'post',
    path: '/api/desk/accounts/{id}/suspension',
    summary: 'Suspend an account, or give it back',
    summaryZh: '停用或恢复账号',
    description: 'Of a role that one may invite, and wholly in one’s area. Ends its sessions.',
    params: AccountParams,
    body: { schema: SuspensionInput, example: { suspended: true, reason: '店铺已转让' } },
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('moveHolding', {
    method: 'post',
    path: '/api/desk/holdings',
    summary: 'Put an outlet into other hands, or into nobody’s',
    summaryZh: '移交或收回网点',
    body: { schema: HoldingInput, example: { outlet: 'Fr6Y5gFBBx', to: 'b4Zq81LmNc', reason: '店铺已转让' } },
    status: 204,
    answer: nothing,
    problems: ['not_found'],
  }),
  guarded('listInvitations', {
    method: 'get',
    path: '/api/desk/invitations',
    summary: 'Invitations in one’s area',
    summaryZh: '辖区内的邀请',
    answer: json(InvitationList, invitationsExample),
  }),
  guarded('makeInvitation', {
    method: 'post',
    path: '/api/desk/invitations',
    summary: 'Make an invitation',
    summaryZh: '生成邀请',
    description:
      'To a new member of staff, to the merchant of outlets, or to a new password, which also takes factors away. ' +
      'The code is told this once.',
    body: { schema: InvitationInput, example: { kind: 'outlets', outlets: ['Fr6Y5gFBBx'] } },
    status: 201,
    answer: json(InvitationMade, invitationMadeExample),
    problems: ['not_found'],
  }),
  guarded('revokeInvitation', {
    method: 'delete',
    path: '/api/desk/invitations/{id}',
    summary: 'Take an invitation back',
    summaryZh: '撤回邀请',
    params: AccountParams,
    status: 204,
    answer: nothing,
    problems: ['not_found', 'invitation_over'],
  }),
]

export const accountOperations: readonly Operation[] = [...signIn, ...own, ...desk]
