/** Accounts: a handle, a role, an area, outlets. No name, phone number or mail address (product.md, rules of taste). */

import * as v from 'valibot'
import { invitationRule, passwordRule } from '../catalog/account-limits.ts'
import { invitationKinds, roleNames, sessionStages } from '../catalog/roles.ts'
import { InstantShape, OutletIdShape, ReasonInput } from './values.ts'

export const RoleShape = v.picklist(roleNames)

/** What people call their account; capitals make no difference. */
export const HandleShape = v.pipe(
  v.string('give a handle'),
  v.trim(),
  v.toLowerCase(),
  v.regex(
    /^[\p{Script=Han}a-z0-9][\p{Script=Han}a-z0-9._-]{2,31}$/u,
    'give 3 to 32 letters, digits, 汉字, dots, - or _',
  ),
  v.check((handle) => !/\d{7}/.test(handle), 'no phone or identity numbers, please'),
)

export const PasswordShape = v.pipe(
  v.string('give a password'),
  v.minLength(passwordRule.least, `give at least ${passwordRule.least} characters`),
  v.maxLength(passwordRule.most, `give at most ${passwordRule.most} characters`),
)

/** A password that is only compared: whatever is given is taken, and found wrong. */
const GivenPassword = v.pipe(v.string('give a password'), v.minLength(1, 'give a password'), v.maxLength(500))

/** Six digits of an authenticator app (RFC 6238). */
export const OneTimeCodeShape = v.pipe(
  v.string('give the six digits'),
  v.transform((text) => text.replace(/\s/g, '')),
  v.regex(/^\d{6}$/, 'give the six digits'),
)

/** An area, as an account has it: the code of a division, and its names. Merchants have outlets instead. */
export const AreaShape = v.strictObject({ code: v.string(), name: v.string(), nameEn: v.string() })

export const AccountOutlet = v.strictObject({ id: OutletIdShape, name: v.string() })

/** The account that is signed in, as the site needs to know it on every page. */
export const SignedIn = v.strictObject({
  handle: v.string(),
  role: RoleShape,
  area: v.nullable(AreaShape),
  outlets: v.array(AccountOutlet),
  sample: v.pipe(v.boolean(), v.description('a login of the sample city')),
})

export const SessionPublic = v.strictObject({
  stage: v.nullable(v.picklist(sessionStages)),
  account: v.nullable(SignedIn),
  fresh: v.pipe(v.boolean(), v.description('signed in so lately that factors and accounts may be changed')),
})

export const LoginInput = v.strictObject({
  handle: v.pipe(v.string('give a handle'), v.trim(), v.minLength(1, 'give a handle'), v.maxLength(100)),
  password: GivenPassword,
})

export const SecondFactorInput = v.strictObject({ code: OneTimeCodeShape })

export const SessionEntry = v.strictObject({
  id: v.string(),
  current: v.boolean(),
  createdAt: InstantShape,
  seenAt: InstantShape,
  device: v.pipe(v.string(), v.description('kind of browser and system, as far as it says')),
})

export const PasskeyEntry = v.strictObject({
  id: v.string(),
  label: v.string(),
  createdAt: InstantShape,
  usedAt: v.nullable(InstantShape),
})

/** Everything about one's own account. */
export const AccountPublic = v.strictObject({
  ...SignedIn.entries,
  password: v.boolean(),
  totp: v.boolean(),
  secondFactorNeeded: v.boolean(),
  passkeys: v.array(PasskeyEntry),
  sessions: v.array(SessionEntry),
})

export const PasswordChange = v.strictObject({ current: v.optional(GivenPassword), next: PasswordShape })

/** Sets the offered secret up, once a code shows that the app has it. */
export const TotpInput = v.strictObject({
  secret: v.pipe(v.string(), v.regex(/^[A-Z2-7]{32}$/, 'give the secret that was offered')),
  code: OneTimeCodeShape,
})

export const TotpOffer = v.strictObject({
  secret: v.pipe(v.string(), v.description('base32, to type')),
  uri: v.pipe(v.string(), v.description('otpauth URI, to show as a QR code')),
})

export const PasskeyLabel = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))

/** What the browser's WebAuthn call is given; its shape is the browser's own (W3C, WebAuthn 3). */
export const PasskeyOptions = v.strictObject({ options: v.looseObject({ challenge: v.string() }) })

const credential = {
  id: v.string(),
  rawId: v.string(),
  type: v.literal('public-key'),
  clientExtensionResults: v.object({}),
}

/** What `navigator.credentials.get()` gives, as JSON (WebAuthn 3, 5.1.8); fields that are not needed are left out. */
export const PasskeyAnswer = v.strictObject({
  response: v.object({
    ...credential,
    response: v.object({
      clientDataJSON: v.string(),
      authenticatorData: v.string(),
      signature: v.string(),
    }),
  }),
})

/** What `navigator.credentials.create()` gives, and what its owner calls it. */
export const PasskeyRegistration = v.strictObject({
  response: v.object({
    ...credential,
    response: v.object({ clientDataJSON: v.string(), attestationObject: v.string() }),
  }),
  transports: v.optional(v.array(v.pipe(v.string(), v.maxLength(20))), []),
  label: PasskeyLabel,
})

/* ── invitations ── */

/** Without lookalikes (Crockford's base 32): what people type for O, I and L is understood. */
export const invitationAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export const InvitationCodeShape = v.pipe(
  v.string('give the code of the letter'),
  v.transform((text) => text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')),
  v.regex(
    new RegExp(`^[${invitationAlphabet}]{${invitationRule.length}}$`),
    `give the ${invitationRule.length} characters of the code`,
  ),
)

export const InvitationLook = v.strictObject({ code: InvitationCodeShape })

/** What an invitation offers to whoever holds its code. */
export const InvitationOffer = v.strictObject({
  kind: v.picklist(invitationKinds),
  role: RoleShape,
  area: v.nullable(AreaShape),
  outlets: v.array(AccountOutlet),
  handle: v.pipe(v.nullable(v.string()), v.description('of the account that gets a new password')),
  until: InstantShape,
})

export const InvitationAccept = v.strictObject({
  code: InvitationCodeShape,
  handle: v.optional(HandleShape),
  password: v.optional(PasswordShape),
})

export const InvitationInput = v.variant('kind', [
  v.strictObject({
    kind: v.literal('account'),
    role: v.picklist(['community', 'subdistrict', 'city', 'auditor']),
    area: v.pipe(v.string(), v.regex(/^\d{6,12}$/, 'give the code of a division')),
  }),
  v.strictObject({
    kind: v.literal('outlets'),
    outlets: v.pipe(
      v.array(OutletIdShape),
      v.minLength(1, 'name at least one outlet'),
      v.maxLength(invitationRule.outlets, `name at most ${invitationRule.outlets} outlets`),
    ),
  }),
  v.strictObject({ kind: v.literal('reset'), account: OutletIdShape }),
])

/** The code is told once, to be printed or passed on; only its hash is kept. */
export const InvitationMade = v.strictObject({
  id: OutletIdShape,
  code: v.string(),
  until: InstantShape,
})

export const InvitationEntry = v.strictObject({
  id: OutletIdShape,
  kind: v.picklist(invitationKinds),
  role: RoleShape,
  area: v.nullable(AreaShape),
  outlets: v.array(AccountOutlet),
  handle: v.nullable(v.string()),
  by: v.pipe(v.nullable(v.string()), v.description('handle of who made it; null for the command line')),
  createdAt: InstantShape,
  until: InstantShape,
  state: v.picklist(['open', 'used', 'revoked', 'expired']),
})

export const AccountEntry = v.strictObject({
  id: OutletIdShape,
  handle: v.string(),
  role: RoleShape,
  area: v.nullable(AreaShape),
  outlets: v.array(AccountOutlet),
  suspended: v.boolean(),
  sample: v.boolean(),
  seenAt: v.nullable(InstantShape),
})

export const AccountList = v.strictObject({ accounts: v.array(AccountEntry) })
export const InvitationList = v.strictObject({ invitations: v.array(InvitationEntry) })

export const AccountParams = v.strictObject({ id: OutletIdShape })
export const CredentialParams = v.strictObject({ id: v.pipe(v.string(), v.regex(/^[\w-]{4,400}$/)) })

/** Suspending, and giving back; with a reason for the history. */
export const SuspensionInput = v.strictObject({
  suspended: v.boolean(),
  reason: ReasonInput,
})

/** Which outlets a merchant has from now on; those that are taken away may be somebody else's. */
export const HoldingInput = v.strictObject({
  outlet: OutletIdShape,
  to: v.pipe(v.nullable(OutletIdShape), v.description('an account; null takes it from whoever has it')),
  reason: ReasonInput,
})

export type Session = v.InferOutput<typeof SessionPublic>
export type Account = v.InferOutput<typeof AccountPublic>
export type Area = v.InferOutput<typeof AreaShape>
export type Offer = v.InferOutput<typeof InvitationOffer>
export type InvitationRequest = v.InferOutput<typeof InvitationInput>
export type InvitationListed = v.InferOutput<typeof InvitationEntry>
export type AccountListed = v.InferOutput<typeof AccountEntry>
export type PasskeyGiven = v.InferOutput<typeof PasskeyAnswer>
export type NewPasskey = v.InferOutput<typeof PasskeyRegistration>
