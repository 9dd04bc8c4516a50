/**
 * `/api/wishes`: what residents want in their community (需求清单), without an account, and the projects that staff make
 * of it. A community and what is wanted there are one wish, which people support; that counts at once. Their words are
 * public once staff have approved them.
 */

import * as v from 'valibot'
import {
  needsOf,
  type ProjectNeed,
  projectStateCodes,
  wantCodes,
  whyStates,
  wishRule,
} from '../catalog/wishes.ts'
import { UnitShape } from './complaint.ts'
import { paragraphs } from './text.ts'
import {
  CommunityCodeShape,
  DateShape,
  DayInput,
  InstantShape,
  OutletIdShape,
  ReasonInput,
} from './values.ts'

const WantShape = v.pipe(v.picklist(wantCodes), v.description('code of an outlet type or of a service'))

/* ── what residents send ── */

const Why = v.pipe(
  v.nullable(paragraphs(wishRule.why)),
  v.transform((text) => text || null),
  v.description('why, in a line; public once staff have approved it'),
)

/** Supporting a wish. Without words what was said before stays. */
export const SupportInput = v.strictObject({ why: Why })

/** A wish; where it has been wished for already, this supports it. */
export const WishInput = v.strictObject({ community: CommunityCodeShape, want: WantShape, why: Why })

const about = { community: CommunityCodeShape, want: v.string() }

/** The wish that was made or supported. */
export const WishTaken = v.strictObject({ id: OutletIdShape, ...about })

/** What this browser's resident wishes. */
export const WishMine = v.strictObject({
  ...WishTaken.entries,
  why: v.nullable(v.string()),
  whyState: v.picklist(whyStates),
  reason: v.pipe(v.nullable(v.string()), v.description('why staff do not publish the words')),
})
export const WishesMine = v.strictObject({ wishes: v.array(WishMine) })

/* ── what everybody reads ── */

/** What a project is, now or at some time. */
const projected = {
  state: v.picklist(projectStateCodes),
  unit: v.pipe(v.nullable(UnitShape), v.description('who sees to it')),
  by: v.pipe(v.nullable(DateShape), v.description('the day it is planned for')),
  result: v.pipe(v.nullable(v.string()), v.description('what has come of it')),
  reason: v.pipe(v.nullable(v.string()), v.description('why it was declined')),
}

export const ProjectPublic = v.strictObject({
  ...projected,
  version: v.pipe(InstantShape, v.description('when it was changed last; a change names it as If-Match')),
})

/** A change of a project. */
export const ProjectEvent = v.strictObject({ ...projected, at: InstantShape })

/** A need: a wish, or a type that a community lacks. */
export const NeedPublic = v.strictObject({
  id: v.pipe(v.nullable(OutletIdShape), v.description('of the wish; null where nobody has wished for it')),
  ...about,
  since: v.pipe(v.nullable(DateShape), v.description('the day on which it was first wished for')),
  supporters: v.pipe(v.number(), v.description('residents who want it, each counted once')),
  whys: v.pipe(v.number(), v.description('how many of them say why, as far as that is public')),
  has: v.pipe(
    v.nullable(v.number()),
    v.description(
      'outlets of the type, or with the service, that stand in the community and are not closed for good; null where ' +
        'no outlet of the community is in the ledger, so that nothing is known',
    ),
  ),
  minutes: v.pipe(
    v.nullable(v.number()),
    v.description(
      'whole minutes on foot from the service centre to the nearest one, in whichever circle; null for services, and where it is not known',
    ),
  ),
  lacks: v.pipe(
    v.boolean(),
    v.description('a type that the community lacks for its next level: `missing` of `GET /api/assessment`'),
  ),
  project: v.nullable(ProjectPublic),
})

export const NeedList = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  needs: v.pipe(v.array(NeedPublic), v.description('what presses most first')),
})

export const NeedsQuery = v.strictObject({
  community: v.optional(
    v.pipe(CommunityCodeShape, v.description('only this community'), v.examples(['411281001005'])),
  ),
})

export const WishParams = v.strictObject({ id: OutletIdShape })

/** A wish with what is public of it. */
export const WishPublic = v.strictObject({
  sample: v.boolean(),
  revision: v.number(),
  need: NeedPublic,
  whys: v.pipe(
    v.array(v.strictObject({ on: DateShape, text: v.string() })),
    v.description(`the latest ${wishRule.whysShown}`),
  ),
  history: v.pipe(v.array(ProjectEvent), v.description('of its project, the latest first')),
})

/* ── the desk ── */

/** Words that nobody has judged. */
export const WhyEntry = v.strictObject({
  id: OutletIdShape,
  ...about,
  why: v.string(),
  at: v.pipe(
    InstantShape,
    v.description('when it was said; an act names it, so that it is on what was read'),
  ),
})
export const DeskWishes = v.strictObject({ needs: v.array(NeedPublic), whys: v.array(WhyEntry) })

const missing: Record<ProjectNeed, string> = {
  unit: 'say who sees to it',
  by: 'say for which day it is planned',
  result: 'say what has come of it',
  reason: 'say why',
}

const Written = v.strictObject({
  ...projected,
  by: v.nullable(DayInput),
  result: v.pipe(
    v.nullable(paragraphs(wishRule.result)),
    v.transform((text) => text || null),
  ),
  reason: v.nullable(ReasonInput),
})
type Given = v.InferOutput<typeof Written>
const isThere = (need: ProjectNeed) => (given: Given) =>
  given[need] !== null || !needsOf(given.state).includes(need)

/** A project as staff set it: with everything that its state needs. */
export const ProjectInput = v.pipe(
  Written,
  v.forward(v.check(isThere('unit'), missing.unit), ['unit']),
  v.forward(v.check(isThere('by'), missing.by), ['by']),
  v.forward(v.check(isThere('result'), missing.result), ['result']),
  v.forward(v.check(isThere('reason'), missing.reason), ['reason']),
  v.forward(
    v.check(({ state, reason }) => reason === null || state === 'declined', 'only what is declined has one'),
    ['reason'],
  ),
)

/** Taking something up: a wish, or what nobody has wished for yet. */
export const ProjectStart = v.strictObject({
  community: CommunityCodeShape,
  want: WantShape,
  project: ProjectInput,
})
export const ProjectMade = v.strictObject({ id: OutletIdShape, version: InstantShape })

export type WishDraft = v.InferInput<typeof WishInput>
export type WishGiven = v.InferOutput<typeof WishInput>
export type SupportGiven = v.InferOutput<typeof SupportInput>
export type Wish = v.InferOutput<typeof WishTaken>
export type OwnWish = v.InferOutput<typeof WishMine>
export type Need = v.InferOutput<typeof NeedPublic>
export type Needs = v.InferOutput<typeof NeedList>
export type WholeWish = v.InferOutput<typeof WishPublic>
export type Project = v.InferOutput<typeof ProjectPublic>
export type ProjectChange = v.InferOutput<typeof ProjectEvent>
export type ProjectDraft = v.InferInput<typeof ProjectInput>
export type ProjectGiven = v.InferOutput<typeof ProjectInput>
export type StartedProject = v.InferOutput<typeof ProjectStart>
export type MadeProject = v.InferOutput<typeof ProjectMade>
export type WhyWaiting = v.InferOutput<typeof WhyEntry>
export type WishesAtDesk = v.InferOutput<typeof DeskWishes>
