/** Who may have an account, and what their area is (product.md, "People and their jobs"). */

export const roleNames = ['merchant', 'community', 'subdistrict', 'city', 'auditor'] as const
export type Role = (typeof roleNames)[number]

export const roles: Record<
  Role,
  { name: string; nameEn: string; area: 'outlets' | 'community' | 'subdistrict' | 'city' }
> = {
  merchant: { name: '商户', nameEn: 'Merchant', area: 'outlets' },
  community: { name: '社区', nameEn: 'Community staff', area: 'community' },
  subdistrict: { name: '街道', nameEn: 'Subdistrict staff', area: 'subdistrict' },
  city: { name: '工作专班办公室', nameEn: 'City office', area: 'city' },
  auditor: { name: '监督（只读）', nameEn: 'Auditor (reads only)', area: 'city' },
}

/** Those who work at the desk; an auditor reads there and changes nothing. */
export const deskRoles = ['community', 'subdistrict', 'city', 'auditor'] as const satisfies readonly Role[]
export const staffRoles = ['community', 'subdistrict', 'city'] as const satisfies readonly Role[]
export type StaffRole = (typeof staffRoles)[number]

/** Roles that must have a second factor or a passkey before they may do anything. */
export const secondFactorRoles: readonly Role[] = ['city']

/** Whom a role may invite; merchants are invited for outlets in the inviter's area. */
export const mayInvite = {
  merchant: [],
  community: ['merchant'],
  subdistrict: ['merchant', 'community'],
  city: ['merchant', 'community', 'subdistrict', 'city', 'auditor'],
  auditor: [],
} as const satisfies Record<Role, readonly Role[]>

/** How far signing in has come: a password waits for the second factor, or for one to be set up. */
export const sessionStages = ['second', 'enrol', 'full'] as const
export type SessionStage = (typeof sessionStages)[number]

/** What a one-time code is for: a new account, outlets, or a new password. */
export const invitationKinds = ['account', 'outlets', 'reset'] as const
export type InvitationKind = (typeof invitationKinds)[number]
