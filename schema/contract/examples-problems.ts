/** An example of every kind of problem, for the API's description. A test checks them against the contract. */

import { outletExample } from './examples.ts'
import type { ProblemCode } from './problem.ts'
import type { ProblemParticulars } from './problem-kinds.ts'

const listing = `/api/listings/${outletExample.id}`

/** What is told beside the kind itself. */
export const problemExamples: Readonly<Record<ProblemCode, ProblemParticulars>> = {
  invalid_request: {
    instance: '/api/outlets',
    fields: [
      { field: 'colour', reason: 'there is no such parameter here', allowed: ['type', 'class', 'circle'] },
    ],
  },
  work_missing: { instance: '/api/ratings' },
  work_wrong: { instance: '/api/ratings' },
  work_expired: { instance: '/api/ratings', detail: 'Fetch another task from /api/challenge.' },
  work_used: { instance: '/api/ratings', detail: 'Fetch another task from /api/challenge.' },
  cross_site: { instance: '/api/ratings' },
  no_resident: { instance: '/api/ratings' },
  not_signed_in: { instance: '/api/account' },
  wrong_login: { instance: '/api/session' },
  second_factor_needed: { instance: '/api/desk/inbox' },
  sign_in_again: { instance: '/api/account/password' },
  forbidden: { instance: '/api/desk/settings' },
  invitation_wrong: { instance: '/api/invitation' },
  invitation_over: { instance: '/api/invitation' },
  changed_meanwhile: { instance: listing },
  frozen: { instance: listing },
  complaint_open: { instance: '/api/ratings' },
  not_now: { instance: '/api/complaints/mine/reopen', detail: 'The case is not resolved yet.' },
  handle_taken: { instance: '/api/invitation/accept' },
  not_found: { instance: '/api/outlets/nobody0000', detail: 'No outlet has this identifier.' },
  method_not_allowed: { instance: '/api/city', detail: 'Allowed: GET, HEAD.' },
  key_reused: { instance: '/api/ratings' },
  too_large: { instance: '/api/ratings' },
  unsupported_media_type: { instance: '/api/ratings' },
  photo_wrong: { instance: `${listing}/photos`, detail: 'The picture is too large.' },
  photo_metadata: { instance: `${listing}/photos` },
  network_wrong: { instance: '/api/desk/network', fields: [{ field: 'file', reason: 'outside the city' }] },
  too_many: { instance: '/api/ratings' },
  not_loaded: { instance: '/api/city', detail: 'Load the sample city or your own: npm run import -- --help' },
  unavailable: { instance: '/api/satisfaction' },
  internal: { instance: '/api/city' },
}
