/**
 * Voices of the sample city: made up, so that every verdict occurs somewhere, some voices are held back, and comments
 * wait for staff. Days are told backwards from the day of loading, because the measure is about the last 365.
 */

import type { Grade, SubjectKind, VoiceTag } from '../../catalog/satisfaction.ts'
import type { HoldReason } from '../../catalog/voice-limits.ts'
import type { OutletImportRow } from '../../contract/outlet-import.ts'
import { base62 } from '../../rules/base62.ts'
import { type Random, seededRandom } from '../random.ts'
import type { SampleCommunity } from './communities.ts'

export interface SampleVoice {
  /** as random identifiers look; the same every time */
  id: string
  kind: SubjectKind
  subject: string
  /** tells the made-up residents apart */
  resident: number
  grade: Grade
  /** days before the day of loading */
  daysAgo: number
  tags: VoiceTag[]
  comment: string | null
  /** whether staff have approved the comment */
  approved: boolean
  held: HoldReason | null
}

/** How people of a community speak: how many do, and how likely each grade is, grade 1 first. */
interface Mood {
  residents: number
  grades: readonly [number, number, number, number, number]
}

const glad = [1, 2, 9, 32, 56] as const
const content = [2, 6, 16, 34, 42] as const
const torn = [4, 11, 21, 34, 30] as const
const sour = [12, 20, 26, 25, 17] as const

/** The urban communities in the order of their codes: every verdict is among them. */
const urbanMoods: readonly Mood[] = [
  { residents: 128, grades: content },
  { residents: 84, grades: content },
  { residents: 97, grades: torn },
  { residents: 76, grades: content },
  { residents: 164, grades: glad },
  { residents: 58, grades: content },
  { residents: 88, grades: sour },
  { residents: 112, grades: glad },
  { residents: 67, grades: torn },
  { residents: 92, grades: content },
  { residents: 18, grades: torn },
  { residents: 71, grades: content },
  { residents: 64, grades: sour },
  { residents: 24, grades: content },
  { residents: 109, grades: glad },
]
/** Agricultural communities that have outlets: few speak there. */
const villageMood: Mood = { residents: 9, grades: content }

const praise: readonly (readonly [VoiceTag, number])[] = [
  ['marked_prices', 5],
  ['attitude', 5],
  ['quality', 4],
  ['price', 3],
  ['waiting', 2],
  ['hygiene', 2],
  ['access', 1],
]
const blame: readonly (readonly [VoiceTag, number])[] = [
  ['price', 5],
  ['waiting', 5],
  ['attitude', 3],
  ['hygiene', 3],
  ['access', 2],
  ['quality', 2],
  ['marked_prices', 1],
]

/** What people write, by how they grade; nobody repeats what was said of the same place. */
const words: Record<
  SubjectKind,
  { kind: readonly string[]; fair: readonly string[]; harsh: readonly string[] }
> = {
  outlet: {
    kind: [
      '老板记得老街坊，缺什么会说一声。',
      '价钱写得清楚，不用问。',
      '下班晚也还开着，省了不少事。',
      '走路就到，带孩子也方便。',
      '收现金，我妈自己就能去。',
      '排队不长，说话和气。',
      '门口有坡道，推车进得去。',
    ],
    fair: ['东西还行，就是有时候要等。', '一般，能用。', '营业时间和门口写的差半个小时。'],
    harsh: [
      '去了两次都没开门，也没贴通知。',
      '价签和结账对不上。',
      '门口的台阶老人上不去。',
      '等了四十分钟，没人说一声。',
    ],
  },
  circle: {
    kind: [
      '买菜、买药都近，下楼就有。',
      '早饭的地方多，换着吃一星期不重样。',
      '晚上路灯亮，散步回来顺手就把东西买了。',
      '社区食堂中午能吃热饭，老人不用自己做。',
      '快递柜装到楼下以后方便多了。',
      '修鞋配钥匙的又回来了，不用再坐车。',
      '药店晚上也有人值班。',
      '带着孙子转一圈，该办的都办了。',
    ],
    fair: [
      '买菜方便，就差个修鞋的。',
      '早饭的地方多，晚上开的少。',
      '东西都有，就是周末人太多。',
      '还行，公厕再多一个就好了。',
    ],
    harsh: [
      '洗衣服还得跑很远。',
      '菜市场拆了以后一直没补上。',
      '人行道停满了车，轮椅过不去。',
      '下雨天门口积水，老人不敢出来。',
    ],
  },
}

/** How much better or worse than its neighbourhood a shop is, in grades; most are like it. */
const steadiness = [
  [0, 8],
  [1, 1],
  [-1, 1],
] as const
const HELD = 37
/** Before this many days nobody spoke: the site was not there yet. */
const FIRST_DAY = 430

const idOf = (random: Random) => Array.from({ length: 10 }, () => random.pick([...base62])).join('')

function gradeOf(random: Random, weights: Mood['grades'], shift: number): Grade {
  const grades: readonly Grade[] = [1, 2, 3, 4, 5]
  const grade = random.weighted(grades.map((value, at) => [value, weights[at] ?? 0] as const))
  const shifted = Math.min(5, Math.max(1, grade + shift))
  return grades.find((value) => value === shifted) ?? grade
}

function tagsOf(random: Random, grade: Grade): VoiceTag[] {
  if (random.chance(0.45)) return []
  const from = grade >= 3 ? praise : blame
  return [...new Set(Array.from({ length: random.whole(1, 2) }, () => random.weighted(from)))]
}

/** @param said what has been said of the same place */
function commentOf(
  random: Random,
  kind: SubjectKind,
  grade: Grade,
  said: ReadonlySet<string>,
): string | null {
  if (!random.chance(0.07)) return null
  const { kind: glad, fair, harsh } = words[kind]
  const fresh = (grade >= 4 ? glad : grade === 3 ? fair : harsh).filter((text) => !said.has(text))
  return fresh.length === 0 ? null : random.pick(fresh)
}

/** More people speak as the site becomes known; the latest day is today. */
const daysAgoOf = (random: Random) => Math.floor(FIRST_DAY * random.next() ** 1.35)

/**
 * All voices, ordered by community.
 * @param outlets the sample's ledger
 */
export function sampleVoices(
  communities: readonly SampleCommunity[],
  outlets: readonly OutletImportRow[],
): SampleVoice[] {
  const random = seededRandom(850)
  const voices: SampleVoice[] = []
  const saidOf = new Map<string, Set<string>>()
  let resident = 0
  let urban = 0
  const add = (
    kind: SubjectKind,
    subject: string,
    who: number,
    grade: Grade,
    held: HoldReason | null = null,
  ) => {
    const said = saidOf.get(subject) ?? new Set()
    const comment = held ? null : commentOf(random, kind, grade, said)
    if (comment !== null) saidOf.set(subject, said.add(comment))
    voices.push({
      id: idOf(random),
      kind,
      subject,
      resident: who,
      grade,
      daysAgo: held ? 2 : daysAgoOf(random),
      tags: held ? [] : tagsOf(random, grade),
      comment,
      approved: comment !== null && random.chance(0.8),
      held,
    })
  }

  for (const community of communities) {
    const own = outlets.filter(({ circle, status }) => circle === community.code && status === 'open')
    const mood = community.urban ? urbanMoods[urban++] : villageMood
    if (!mood || own.length === 0) continue
    // A few shops are in everybody's mouth, and some are better than their neighbourhood.
    const famous = random.shuffled(own.flatMap(({ id }) => id ?? []))
    const weighted = famous.map((id, rank) => [id, 1 / (rank + 2)] as const)
    const shifts = new Map(famous.map((id) => [id, random.weighted(steadiness)]))
    for (let n = 0; n < mood.residents; n++) {
      resident++
      if (random.chance(0.35)) add('circle', community.code, resident, gradeOf(random, mood.grades, 0))
      const visited = new Set(Array.from({ length: random.whole(1, 3) }, () => random.weighted(weighted)))
      for (const id of visited) {
        add('outlet', id, resident, gradeOf(random, mood.grades, shifts.get(id) ?? 0))
      }
    }
  }

  // A flood of praise from one network, two days ago.
  const flooded = outlets.find(({ type, circle }) => type === 'restaurant' && circle === communities[6]?.code)
  const target = flooded?.id ?? outlets[0]?.id
  for (let n = 0; n < HELD && target; n++) add('outlet', target, ++resident, 5, 'network_on_subject')
  return voices
}
