/**
 * What has changed in the API, the newest version first: shown at `/api/docs#changes`, `/api/changes` and as a feed.
 * A test compares the newest version with what the API is (`api-surface.json`); after a change of the API, name it here
 * and run `npm run api-surface`.
 *
 * The policy: what other sites may read (`open`) is taken away, or changed so that a careful program would fail, only
 * after it has stood here as deprecated for {@link NOTICE_DAYS} days. New operations, parameters that may be left out,
 * and new fields come at any time; a program leaves alone what it does not know. What needs an account or a resident's
 * cookie is for this site's own pages and changes with them, and is named here all the same.
 */

import * as v from 'valibot'
import { DateShape } from './values.ts'

/** Days for which something open is announced as deprecated before it may go. */
export const NOTICE_DAYS = 180

export const changeKinds = ['added', 'changed', 'deprecated', 'removed'] as const
export type ChangeKind = (typeof changeKinds)[number]

export const ApiChange = v.strictObject({
  kind: v.picklist(changeKinds),
  names: v.pipe(v.array(v.string()), v.description('operations by `operationId`, and shapes by their names')),
  summary: v.string(),
  summaryZh: v.string(),
  goes: v.pipe(
    v.optional(DateShape),
    v.description('of what is deprecated: the day from which it may be gone'),
  ),
})
export const ApiVersion = v.strictObject({
  version: v.pipe(v.number(), v.description('counts up')),
  date: DateShape,
  changes: v.array(ApiChange),
})
export const ApiChangesPublic = v.strictObject({
  versions: v.pipe(v.array(ApiVersion), v.description('the newest first')),
})

export type Change = v.InferOutput<typeof ApiChange>
export type VersionOfApi = v.InferOutput<typeof ApiVersion>
export type ApiChanges = v.InferOutput<typeof ApiChangesPublic>

const named = (names: string) => names.trim().split(/\s+/)

const added = (summary: string, summaryZh: string, names: string): Change => ({
  kind: 'added',
  names: named(names),
  summary,
  summaryZh,
})

const changed = (summary: string, summaryZh: string, names: string): Change => ({
  kind: 'changed',
  names: named(names),
  summary,
  summaryZh,
})

export const apiVersions: readonly VersionOfApi[] = [
  {
    version: 7,
    date: '2026-11-26',
    changes: [
      added(
        'Open data: files of everything public, with a catalog',
        '开放数据：全部公开信息的文件和目录',
        `getDataCatalog getOutletsAsGeojson getOutletsAsCsv getStopsAsCsv getStopsAsJson getPricesAsCsv getPricesAsJson
        getCirclesAsCsv getCirclesAsJson getAssessmentsAsCsv getAssessmentsAsJson getTalliesAsCsv getTalliesAsJson
        getResidentsAsCsv getResidentsAsJson getComplaintsAsCsv getComplaintsAsJson getNeedsAsCsv getNeedsAsJson`,
      ),
      added(
        'A feed of what becomes of a circle’s outlets, and calendars of mobile outlets',
        '生活圈网点变化的 Atom 订阅，流动网点到站时间的日历',
        'getCircleChanges getStopsCalendar',
      ),
      added(
        'This list, as JSON and as a feed',
        '接口变更记录（JSON 和 Atom）',
        'getApiChanges getApiChangesFeed',
      ),
      added(
        'Everything public about the outlets of a circle, and about all of the city, in one answer',
        '一次取回一个生活圈或全市的全部公开信息',
        'listCircleOutlets getWhole',
      ),
      changed(
        'A rating may say that it came by a poster (`via`), and the measure how many did (`byPoster`)',
        '评价可以标明来自海报（via），满意率说明其中有多少（byPoster）',
        'RatingInput CommentEntry HeldEntry Measure',
      ),
      changed(
        'Answers, addresses and bodies have examples; operations say which part they belong to (`tags`) and whether other sites may read them (`x-open`)',
        '接口说明补齐示例，标明分组和是否对其他网站开放',
        'getOpenApi getDocs',
      ),
    ],
  },
  {
    version: 6,
    date: '2026-11-26',
    changes: [
      added(
        'The street network along which minutes are walked, and where people live',
        '步行路网和居住点',
        `getNetwork getNetworkFile listNetworks addNetwork chooseNetwork getResidences setResidences`,
      ),
      added(
        'What circles have and lack, the standard by which, the city’s goals, and studies of sites',
        '生活圈有什么、缺什么，评估标准，城市目标，选址推演',
        `getAssessment getCircleAssessment getGoals getStandard listStandards setStandard withdrawStandard
        getSitingGround`,
      ),
    ],
  },
  {
    version: 5,
    date: '2026-11-26',
    changes: [
      added(
        'Wishes of residents, and the projects that come of them',
        '居民需求和由此立项的项目',
        `listNeeds getWish listOwnWishes postWish supportWish withdrawSupport listWishes judgeWhy startProject
        changeProject`,
      ),
    ],
  },
  {
    version: 4,
    date: '2026-11-26',
    changes: [
      added(
        'Complaints: filing and following one, the public ledger, on-time rates, the chain of events, the desk',
        '投诉：提交、凭回执查看、公开台账、按时办理率、事件链、工作台办理',
        `postComplaint getOwnComplaint addToComplaint confirmComplaint reopenComplaint getOwnComplaintPhoto
        listComplaints getOnTime getComplaintChain getComplaint getPublishedComplaintPhoto listDeskComplaints
        countDeskComplaints getDeskComplaint actOnComplaint getDeskComplaintPhoto listComplaintsOn
        respondToComplaint getComplaintPhotoOn`,
      ),
    ],
  },
  {
    version: 3,
    date: '2026-11-26',
    changes: [
      added(
        'Photos of outlets, and notices of communities',
        '网点照片和社区通知',
        'getPublicPhoto listPublicNotices listNotices addNotice changeNotice withdrawNotice',
      ),
      added(
        'What residents tell of listings that are wrong or missing',
        '信息有误和新店申报',
        `postReport listReportsOn listReports judgeReport postApplication listApplications acceptApplication
        judgeApplication`,
      ),
      added(
        'Accounts of merchants and staff: signing in, second factors, invitations',
        '商户和工作人员账号：登录、二次验证、邀请',
        `getSession signIn signOut giveSecondFactor offerPasskeyLogin signInByPasskey lookAtInvitation
        acceptInvitation getAccount changePassword offerTotp setTotp removeTotp offerPasskey addPasskey removePasskey
        endOtherSessions endSession listAccounts suspendAccount moveHolding listInvitations makeInvitation
        revokeInvitation`,
      ),
      added(
        'Listings as merchants keep them, with their history, photos and replies',
        '商户维护网点信息：修改、历史、照片、回复',
        `listHeldOutlets getListing editListing confirmListing withdrawProposal getListingHistory restoreListing
        disputeListing listProposals judgeProposal listPhotos addPhoto getPhoto removePhoto restorePhoto
        listWaitingPhotos judgePhoto listReplies writeReply withdrawReply listWaitingReplies judgeReply`,
      ),
      added(
        'The desk: inbox, ledger, imports, settings, the audit log',
        '工作台：待办、台账、导入、设置、操作日志',
        `getInbox listComments judgeComment listHeld judgeHeld listStale judgeStale listLedger actOnOutlets
        addOutlet listImports compareImport openImport getImport loadImportPart endImport undoImport getSettings
        setCalendarYear setPopulations setSatisfiedFrom addSurvey removeSurvey restoreSurvey searchAudit exportAudit`,
      ),
    ],
  },
  {
    version: 2,
    date: '2026-11-25',
    changes: [
      added(
        'The measure of satisfaction, what residents say, and saying it',
        '满意率、居民评价和评价提交',
        `getSatisfaction listCommunitySatisfaction getSatisfactionTrend listSurveys listVoices getChallenge postRating
        listOwnRatings deleteRating`,
      ),
    ],
  },
  {
    version: 1,
    date: '2026-11-23',
    changes: [
      added(
        'The city, its circles and outlets, and the description of the API',
        '城市、生活圈、网点和接口说明',
        'getCity listCircles getCircle listOutlets getOutlet getOpenApi getDocs getDocsStyle getHealth getDatabaseHealth',
      ),
    ],
  },
]

/** What `GET /api/changes` answers with. */
export const apiChanges: ApiChanges = { versions: [...apiVersions] }

/** Whether something stands here as deprecated. */
export function isDeprecated(name: string): boolean {
  return apiVersions.some(({ changes }) =>
    changes.some(({ kind, names }) => kind === 'deprecated' && names.includes(name)),
  )
}
