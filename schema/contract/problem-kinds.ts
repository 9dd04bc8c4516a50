/** What each kind of problem means: its status, its title for people who read the API, and when it comes. */

import type { ProblemCode, ProblemDetails, ProblemFieldDetails } from './problem.ts'

/** What happened this time. */
export interface ProblemParticulars {
  detail?: string | undefined
  /** address that was asked */
  instance?: string | undefined
  fields?: ProblemFieldDetails[] | undefined
}

interface ProblemKind {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503
  title: string
  /** when it comes, and what to do */
  description: string
}

export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    description: 'A parameter or field is unknown or its value is not allowed; `fields` says which.',
  },
  work_missing: {
    status: 403,
    title: 'The proof of work is missing',
    description: 'There is no `Altcha` header.',
  },
  work_wrong: {
    status: 403,
    title: 'The proof of work is wrong',
    description: 'The task is not one of ours, or is not solved.',
  },
  work_expired: {
    status: 403,
    title: 'The proof of work is too old',
    description: 'The task is too old.',
  },
  work_used: {
    status: 403,
    title: 'The proof of work has been used',
    description: 'The task has been used; each counts once.',
  },
  cross_site: {
    status: 403,
    title: 'Another site may not do this',
    description: 'A page of another site may not do this.',
  },
  no_resident: {
    status: 403,
    title: 'The browser’s cookie is missing',
    description: 'The cookie that comes with `GET /api/challenge` is missing.',
  },
  not_signed_in: {
    status: 401,
    title: 'Nobody is signed in',
    description: 'Nobody is signed in, or the session has ended.',
  },
  wrong_login: {
    status: 403,
    title: 'Handle, password or code are not right',
    description: 'Handle, password or code are not right; which of them is not told.',
  },
  second_factor_needed: {
    status: 403,
    title: 'A second factor is needed',
    description: 'The second factor has not been given or set up yet.',
  },
  sign_in_again: {
    status: 403,
    title: 'The last sign-in is too long ago for this',
    description: 'Only soon after signing in.',
  },
  forbidden: {
    status: 403,
    title: 'This account may not do this',
    description: 'The role may not do this, or not outside its area.',
  },
  invitation_wrong: {
    status: 403,
    title: 'There is no such code',
    description: 'There is no such code.',
  },
  invitation_over: {
    status: 409,
    title: 'The code has been used, taken back, or is too old',
    description: 'The code has been used, taken back, or is too old.',
  },
  changed_meanwhile: {
    status: 412,
    title: 'It has changed meanwhile',
    description: 'The edit does not start from the present state; nothing was stored.',
  },
  frozen: {
    status: 409,
    title: 'It is in dispute and cannot be changed',
    description: 'Whose outlet it is, is in dispute.',
  },
  complaint_open: {
    status: 409,
    title: 'A complaint on it is open',
    description: 'A complaint of the same resident on the same subject is open; its grade is given there.',
  },
  not_now: {
    status: 409,
    title: 'The case is not in a stage for it',
    description: 'The case is not in a stage for it; `detail` says why.',
  },
  handle_taken: {
    status: 409,
    title: 'The handle is taken',
    description: 'Another account has this handle.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing at this address',
    description: 'There is nothing with this code or identifier.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    description: 'Only what `Allow` names.',
  },
  key_reused: {
    status: 409,
    title: 'The Idempotency-Key was used for another request',
    description: 'The `Idempotency-Key` was used for another request.',
  },
  too_large: {
    status: 413,
    title: 'The request is too large',
    description: 'The request is too large.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The request is of another kind than this address takes',
    description: 'The request is not JSON, or a photo not WebP.',
  },
  photo_wrong: {
    status: 422,
    title: 'The photo is not one that is taken here',
    description: 'The photo is no still WebP picture, or too large or too small; `detail` says which.',
  },
  photo_metadata: {
    status: 422,
    title: 'The photo carries more than the picture',
    description:
      'The file holds metadata beside the picture. The site’s own pages take them out before sending.',
  },
  network_wrong: {
    status: 422,
    title: 'The street network is not one that is taken here',
    description: 'The file is no street network of this city; `fields` says why. The old one stays in use.',
  },
  too_many: {
    status: 429,
    title: 'Too many requests',
    description: '`Retry-After` says in how many seconds there is room again.',
  },
  not_loaded: {
    status: 503,
    title: 'No city is loaded',
    description: 'No city is loaded.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer now',
    description: 'The database does not answer.',
  },
  internal: {
    status: 500,
    title: 'The service failed',
    description: 'The service failed.',
  },
}

/** The body that tells a problem. */
export function problemDetails(
  code: ProblemCode,
  { detail, instance, fields }: ProblemParticulars,
): ProblemDetails {
  const { status, title } = problemKinds[code]
  return {
    type: `/api/docs#${code}`,
    code,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(fields === undefined ? {} : { fields }),
  }
}
