/** Examples of what accounts get, for the API's description. A test checks them against the contract. */

import type * as v from 'valibot'
import type {
  Account,
  AccountList,
  InvitationList,
  InvitationMade,
  NewPasskey,
  Offer,
  PasskeyGiven,
  PasskeyOptions,
  Session,
  TotpOffer,
} from './account.ts'

const outlet = { id: 'Fr6Y5gFBBx', name: '满意药店' }
const merchant: NonNullable<Session['account']> = {
  handle: 'minan-yaofang',
  role: 'merchant',
  area: null,
  outlets: [outlet],
  sample: false,
}

export const sessionExample: Session = { stage: 'full', account: merchant, fresh: true }

export const accountExample: Account = {
  ...merchant,
  password: true,
  totp: false,
  secondFactorNeeded: false,
  passkeys: [
    { id: 'dGhlIGlkIG9m', label: '店里的手机', createdAt: '2026-11-02T03:00:00.000Z', usedAt: null },
  ],
  sessions: [
    {
      id: 'Qm3v8Ld0aZ',
      current: true,
      createdAt: '2026-11-20T01:12:00.000Z',
      seenAt: '2026-11-24T04:00:00.000Z',
      device: 'WeChat · Android',
    },
  ],
}

export const totpExample: v.InferOutput<typeof TotpOffer> = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/%E4%B8%80%E5%88%BB%E9%92%9F:minan-yaofang?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
}

const challenge = 'kJ0zvQ0Y1dVJ9mN3mXw2p1bQ8sT4uL6cE5rF7aG0hI'

export const loginOptionsExample: v.InferOutput<typeof PasskeyOptions> = {
  options: { challenge, rpId: 'yikezhong.example', userVerification: 'required' },
}

export const registrationOptionsExample: v.InferOutput<typeof PasskeyOptions> = {
  options: {
    challenge,
    rp: { id: 'yikezhong.example', name: '一刻钟' },
    user: { id: 'YjRacTgxTG1OYw', name: 'minan-yaofang', displayName: '' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  },
}

const credential = {
  id: 'dGhlIGlkIG9m',
  rawId: 'dGhlIGlkIG9m',
  type: 'public-key',
  clientExtensionResults: {},
} as const

export const passkeyAnswerExample: PasskeyGiven = {
  response: {
    ...credential,
    response: { clientDataJSON: 'eyJ0eXBlIjoi…', authenticatorData: 'SZYN5YgO…', signature: 'MEUCIQ…' },
  },
}

export const passkeyRegistrationExample: NewPasskey = {
  response: {
    ...credential,
    response: { clientDataJSON: 'eyJ0eXBlIjoi…', attestationObject: 'o2NmbXRkbm9uZ…' },
  },
  transports: ['internal'],
  label: '店里的手机',
}

export const invitationOfferExample: Offer = {
  kind: 'outlets',
  role: 'merchant',
  area: null,
  outlets: [outlet],
  handle: null,
  until: '2026-12-24T04:00:00.000Z',
}

export const invitationMadeExample: v.InferOutput<typeof InvitationMade> = {
  id: 'u5Xw2Rk7Pe',
  code: '7H2KM9QXTZ4V8WPA',
  until: '2026-12-24T04:00:00.000Z',
}

export const invitationsExample: v.InferOutput<typeof InvitationList> = {
  invitations: [
    {
      ...invitationOfferExample,
      id: invitationMadeExample.id,
      by: 'minan-staff',
      createdAt: '2026-11-24T04:00:00.000Z',
      state: 'open',
    },
  ],
}

export const accountsExample: v.InferOutput<typeof AccountList> = {
  accounts: [
    { ...merchant, id: 'b4Zq81LmNc', suspended: false, seenAt: '2026-11-24T04:00:00.000Z' },
    {
      id: 'Ht6Vd93sKw',
      handle: 'minan-staff',
      role: 'community',
      area: { code: '411281001001', name: '民安社区', nameEn: "Min'an Community" },
      outlets: [],
      suspended: false,
      sample: false,
      seenAt: null,
    },
  ],
}
