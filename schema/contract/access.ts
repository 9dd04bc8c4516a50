/**
 * Who may do what with an account: one line for every operation that needs one. The worker refuses what this does not
 * allow, and a test tries every operation as every role, inside and outside the area.
 */

import { deskRoles, type Role, roleNames, staffRoles } from '../catalog/roles.ts'

/** Where the thing that is acted on must lie. */
export type Within =
  /** the account itself */
  | 'self'
  /** an outlet of the merchant's, or one in the area of staff */
  | 'outlet'
  /** a community, or something in one, in the area of staff */
  | 'area'
  /** the whole city: only those whose area it is */
  | 'city'
  /** lists that show what lies in the reader's area and nothing else */
  | 'list'

export interface AccessRule {
  roles: readonly Role[]
  within: Within
  /** only soon after signing in, because it changes who may do what */
  fresh?: true
  /** how far signing in must have come; `enrol` also lets those in who still have to set a second factor up */
  stage?: 'second' | 'enrol' | 'full'
}

const self = { roles: roleNames, within: 'self' } as const
const outletKeepers = { roles: ['merchant', ...staffRoles], within: 'outlet' } as const
const staffArea = { roles: staffRoles, within: 'area' } as const
const cityOffice = { roles: ['city'], within: 'city' } as const

export const accessOf = {
  // accounts
  giveSecondFactor: { ...self, stage: 'second' },
  getAccount: { ...self, stage: 'enrol' },
  changePassword: { ...self, fresh: true },
  offerTotp: { ...self, stage: 'enrol', fresh: true },
  setTotp: { ...self, stage: 'enrol', fresh: true },
  removeTotp: { ...self, fresh: true },
  offerPasskey: { ...self, stage: 'enrol', fresh: true },
  addPasskey: { ...self, stage: 'enrol', fresh: true },
  removePasskey: { ...self, fresh: true },
  endSession: self,
  endOtherSessions: self,
  listAccounts: { roles: deskRoles, within: 'list' },
  suspendAccount: { ...staffArea, fresh: true },
  moveHolding: { ...staffArea, fresh: true },
  listInvitations: { roles: deskRoles, within: 'list' },
  makeInvitation: { ...staffArea, fresh: true },
  revokeInvitation: staffArea,
  // listings
  listHeldOutlets: { roles: ['merchant'], within: 'list' },
  getListing: outletKeepers,
  editListing: outletKeepers,
  confirmListing: outletKeepers,
  withdrawProposal: { roles: ['merchant'], within: 'outlet' },
  getListingHistory: outletKeepers,
  restoreListing: outletKeepers,
  disputeListing: { roles: staffRoles, within: 'outlet' },
  listProposals: { roles: deskRoles, within: 'list' },
  judgeProposal: staffArea,
  listStale: { roles: deskRoles, within: 'list' },
  judgeStale: staffArea,
  // photos and replies
  listPhotos: outletKeepers,
  addPhoto: outletKeepers,
  getPhoto: { roles: ['merchant', ...deskRoles], within: 'outlet' },
  removePhoto: outletKeepers,
  restorePhoto: outletKeepers,
  listWaitingPhotos: { roles: deskRoles, within: 'list' },
  judgePhoto: staffArea,
  listReplies: outletKeepers,
  writeReply: { roles: ['merchant'], within: 'outlet' },
  withdrawReply: { roles: ['merchant'], within: 'outlet' },
  listWaitingReplies: { roles: deskRoles, within: 'list' },
  judgeReply: staffArea,
  // the ledger
  listLedger: { roles: deskRoles, within: 'list' },
  addOutlet: staffArea,
  actOnOutlets: staffArea,
  // imports
  listImports: { roles: deskRoles, within: 'list' },
  compareImport: { roles: staffRoles, within: 'list' },
  openImport: { roles: staffRoles, within: 'self' },
  getImport: { roles: deskRoles, within: 'area' },
  loadImportPart: staffArea,
  endImport: staffArea,
  undoImport: staffArea,
  // the audit log
  searchAudit: { roles: ['city', 'auditor'], within: 'city' },
  exportAudit: { roles: ['city', 'auditor'], within: 'city' },
  // reports of wrong facts
  listReportsOn: outletKeepers,
  listReports: { roles: deskRoles, within: 'list' },
  judgeReport: staffArea,
  // complaints
  listDeskComplaints: { roles: deskRoles, within: 'list' },
  countDeskComplaints: { roles: deskRoles, within: 'list' },
  getDeskComplaint: { roles: deskRoles, within: 'area' },
  getDeskComplaintPhoto: { roles: deskRoles, within: 'area' },
  actOnComplaint: staffArea,
  listComplaintsOn: { roles: ['merchant'], within: 'outlet' },
  getComplaintPhotoOn: { roles: ['merchant'], within: 'outlet' },
  respondToComplaint: { roles: ['merchant'], within: 'outlet' },
  // new shops
  listApplications: { roles: deskRoles, within: 'list' },
  acceptApplication: staffArea,
  judgeApplication: staffArea,
  // wishes
  listWishes: { roles: deskRoles, within: 'list' },
  judgeWhy: staffArea,
  startProject: staffArea,
  changeProject: staffArea,
  // the street network
  listNetworks: { roles: deskRoles, within: 'city' },
  addNetwork: cityOffice,
  chooseNetwork: cityOffice,
  getResidences: { roles: deskRoles, within: 'city' },
  setResidences: cityOffice,
  // notices
  listNotices: { roles: deskRoles, within: 'list' },
  addNotice: staffArea,
  changeNotice: staffArea,
  withdrawNotice: staffArea,
  // settings
  getSettings: { roles: deskRoles, within: 'city' },
  setCalendarYear: cityOffice,
  setPopulations: cityOffice,
  setSatisfiedFrom: cityOffice,
  addSurvey: cityOffice,
  removeSurvey: cityOffice,
  restoreSurvey: cityOffice,
  // the standard of circles
  listStandards: { roles: deskRoles, within: 'city' },
  setStandard: cityOffice,
  withdrawStandard: cityOffice,
  // studies of where outlets are wanted
  getSitingGround: { roles: deskRoles, within: 'city' },
  // voices
  getInbox: { roles: deskRoles, within: 'list' },
  listComments: { roles: deskRoles, within: 'list' },
  judgeComment: staffArea,
  listHeld: { roles: deskRoles, within: 'list' },
  judgeHeld: staffArea,
} as const satisfies Record<string, AccessRule>

export type GuardedOperation = keyof typeof accessOf

/** The rule of an operation; null for those that everybody may call. */
export function ruleOf(operation: string): AccessRule | null {
  const rules: Readonly<Record<string, AccessRule>> = accessOf
  return rules[operation] ?? null
}
