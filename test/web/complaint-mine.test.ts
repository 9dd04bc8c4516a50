import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { complaintRule } from '../../schema/catalog/complaints.ts'
import { caseExample, takenExample } from '../../schema/contract/examples-complaints.ts'
import { keep } from '../../web/complaints/kept-database.ts'
import MinePage from '../../web/complaints/MinePage.vue'
import { openReceipt, receiptOf } from '../../web/complaints/open-receipt.ts'
import { stepsOf } from '../../web/complaints/way-line.ts'
import { close, mineWith, openTown, receipt, says, shop, type Town, visit } from './complaint-stage.ts'
import type { Shown } from './places-stage.ts'
import { grade, press, settle } from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({ beginProof: vi.fn(), takeProof: vi.fn(async () => 'proof') }))
vi.mock(import('../../web/ui/photo.ts'), () => ({
  sizeWithin: vi.fn(),
  reencodePhoto: async (file: Blob) => ({ blob: file, width: 800, height: 600 }),
}))

let town: Town
let shown: Shown | null = null

async function open(at = `/complaints/mine#${receipt}`, language: 'zh-CN' | 'en' = 'zh-CN') {
  shown = await visit(MinePage, { at, language })
  return shown.view
}
async function leave(): Promise<void> {
  if (shown) await close(shown)
  shown = null
}

beforeEach(() => {
  town = openTown()
  window.scrollTo = () => {}
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-27T10:00:00+08:00') })
})
afterEach(async () => {
  await leave()
  sessionStorage.clear()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const resolved = mineWith(
  {
    stage: 'resolved',
    next: null,
    replyUntil: '2026-12-04T16:00:00.000Z',
    done: { ...caseExample.done, resolve: '2026-11-27T01:00:00.000Z' },
  },
  { may: { add: true, confirm: true, reopen: true, reopenings: 2 } },
)
const closed = mineWith(
  { ...resolved.case, stage: 'closed', outcome: 'confirmed', replyUntil: null, grade: 4 },
  { may: { add: false, confirm: false, reopen: false, reopenings: 2 } },
)

describe('the line of 13710', () => {
  const none = { accept: null, answer: null, resolve: null }
  const at = '2026-11-25T01:00:00.000Z'
  const next = { limit: 'accept', until: caseExample.deadlines.accept } as const
  test.each([
    ['just filed', { stage: 'filed', done: none, next }, 'current ahead ahead skip ahead'],
    ['answered', {}, 'done done current skip ahead'],
    [
      'late before it is accepted',
      { stage: 'filed', done: none, missed: ['accept'], next },
      'overdue ahead ahead skip ahead',
    ],
    ['accepted late', { missed: ['accept'] }, 'late done current skip ahead'],
    ['complex', { complexReason: '要检测' }, 'done done skip current ahead'],
    ['resolved', resolved.case, 'done done done skip current'],
    ['confirmed', closed.case, 'done done done skip done'],
    [
      'closed without a reply',
      { ...closed.case, outcome: 'no_reply', grade: null },
      'done done done skip skip',
    ],
    [
      'rejected',
      {
        stage: 'rejected',
        next: null,
        done: { accept: at, answer: at, resolve: at },
        replyUntil: resolved.case.replyUntil,
      },
      'done skip skip skip current',
    ],
  ] as const)('%s', (_name, part, states) => {
    const { case: one } = mineWith({ ...part, missed: 'missed' in part ? [...part.missed] : [] })
    expect(
      stepsOf(one)
        .map(({ state }) => state)
        .join(' '),
    ).toBe(states)
  })
})

describe('the receipt', () => {
  test.each([
    ['7K3Q-X9V2-M4TB-ZD', receipt],
    [' 7k3q x9v2 m4tb zd ', receipt],
    // as Chinese keyboards write it
    ['７Ｋ３Ｑ－ｘ９ｖ２—M4TB–ZD', receipt],
    ['7K3QX9V2M4TBZ', null],
    ['', null],
  ])('%j is %s', (typed, code) => {
    expect(receiptOf(typed)).toBe(code)
  })

  test('in a link opens the case, leaves the address, and is in no request’s address', async () => {
    const view = await open()
    await says(view, '已答复')
    expect(view.get('h1').text()).toBe(caseExample.subject.name)
    expect(shown?.router.currentRoute.value.fullPath).toBe('/complaints/mine')
    expect(town.addresses.filter((address) => address.includes(receipt))).toEqual([])
    expect(openReceipt()).toBe(receipt)
    await leave()
    // reloading the tab does not ask for it again; leaving it does
    const again = await open('/complaints/mine')
    await says(again, '已答复')
    await again.get('[aria-label="看别的投诉"]').trigger('click')
    await says(again, '输入回执码')
    expect(openReceipt()).toBeNull()
  })

  test.each(['#7K3Q', '#100%'])(
    'in a link %s that cannot be one is told, and leaves the address',
    async (hash) => {
      const view = await open(`/complaints/mine${hash}`)
      await says(view, '14 个字母和数字')
      expect(view.get<HTMLInputElement>('#receipt').element.value).toBe(hash.slice(1))
      expect(shown?.router.currentRoute.value.fullPath).toBe('/complaints/mine')
    },
  )

  test('is typed as people do; what cannot be one is told at once', async () => {
    const view = await open('/complaints/mine')
    await view.get('#receipt').setValue('7k3q')
    await view.get('form').trigger('submit')
    expect(view.get('#receipt-error').text()).toContain('14 个字母和数字')
    await view.get('#receipt').setValue('7k3q x9v2-m4tb zd')
    await view.get('form').trigger('submit')
    await says(view, '已答复')
  })

  test.each([
    [{ problem: { code: 'not_found', status: 404 } }, '输错太多次，要等一阵'],
    [{ problem: { code: 'too_many', status: 429 }, headers: { 'Retry-After': '600' } }, '大约 10 分钟后再试'],
  ] as const)('that is wrong is told: %o', async (reading, words) => {
    town.reading = { ...reading }
    const view = await open()
    await says(view, words)
    await press(view, '重新输入')
    expect(view.find('#receipt').exists()).toBe(true)
  })

  test('without network it can be tried again', async () => {
    town.offline = true
    const view = await open()
    await says(view, '没有网络')
    town.offline = false
    await press(view, '再试一次')
    await says(view, '已答复')
  })
})

describe('what this device keeps', () => {
  test('is listed, and taken away only when one is sure', async () => {
    await keep('receipts', receipt, {
      ...takenExample,
      subject: shop,
      kind: 'price',
      name: '康宁大药房',
      at: Date.now(),
      seen: false,
    })
    const view = await open('/complaints/mine')
    await says(view, '只存在这台设备上')
    expect(view.get('li').text()).toContain('新的回执，请抄下来')
    const remove = () => view.get('[aria-label="从这台设备上删掉：康宁大药房"]')
    await remove().trigger('click')
    expect(view.text()).toContain('投诉本身不会撤销')
    await remove().trigger('click')
    expect(view.findAll('li')).toHaveLength(1)
    await remove().trigger('click')
    await press(view, '从这台设备上删掉')
    await says(view, '这台设备上没有存')
    expect(document.activeElement?.id).toBe('mine-kept')
  })
})

describe('the case', () => {
  test('says who, by when and who can see it, and shows photos that come with the receipt', async () => {
    const create = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:photo')
    const view = await open()
    await says(view, '市场监督管理局')
    expect(view.get('.who').text()).toContain('到现在都按时。下一步办结，最晚 12月3日。')
    expect(view.get('.who').text()).toContain('商户能看到内容')
    expect(view.get('[aria-current=step]').text()).toContain('还剩 4 个工作日')
    await vi.waitFor(() => expect(view.get('.msg img').attributes('src')).toBe('blob:photo'))
    create.mockRestore()
    expect(view.findAll('.msg .by b').map((by) => by.text())).toEqual([
      expect.stringContaining('答复'),
      '我 · 提交',
    ])
    expect(view.find('.ask').exists()).toBe(false)
  })

  test('nothing is chosen beforehand; confirmed with a grade, it is closed', async () => {
    town.mine = resolved
    const view = await open()
    await says(view, '问题解决了吗')
    expect(view.findAll<HTMLInputElement>('.grade input').some(({ element }) => element.checked)).toBe(false)
    await view.get('.ask form').trigger('submit')
    await settle()
    expect(view.get('.ask .errmsg').text()).toContain('先选一个')
    expect(town.sent).toEqual([])
    await grade(view, '满意').setValue()
    town.refusals = ['lost']
    await view.get('.ask form').trigger('submit')
    await says(view, '没有网络，没有发出去')
    town.mine = closed
    await view.get('.ask form').trigger('submit')
    await says(view, '您的评价：满意')
    expect(town.sent.map(({ path, words, receipt: by }) => [path, words, by])).toEqual(
      Array.from({ length: 2 }, () => ['/api/complaints/mine/confirm', { grade: 4 }, receipt]),
    )
    expect(new Set(town.sent.map(({ key }) => key)).size).toBe(1)
  })

  test('reopened, it says to whom it goes and how often is left; what was written is kept', async () => {
    town.mine = resolved
    const view = await open()
    await says(view, '会交给上一级（千秋路街道）。还能重办 2 次。')
    await press(view, '没解决，重新办理')
    await view.get('#mine-reopen').setValue('钱到现在没有退')
    town.refusals = [{ code: 'not_now', status: 409 }]
    await view.get('.re form').trigger('submit')
    await says(view, '情况已经变了')
    await leave()
    const again = await open()
    await says(again, '问题解决了吗')
    await press(again, '没解决，重新办理')
    await settle()
    expect(again.get<HTMLTextAreaElement>('#mine-reopen').element.value).toBe('钱到现在没有退')
    town.mine = mineWith({ stage: 'reopened', level: 'subdistrict', reopened: 1, unit: null })
    await again.get('.re form').trigger('submit')
    await says(again, '重办过 1 次')
    expect(town.sent.at(-1)).toMatchObject({
      path: '/api/complaints/mine/reopen',
      words: { text: '钱到现在没有退' },
    })
  })

  test('more is said with a photo; an answer that got lost doubles nothing, also after closing the page', async () => {
    const view = await open()
    await says(view, '往来')
    await press(view, '补充一句')
    await view.get('#mine-say').setValue('今天去看，标价签还没改')
    const input = view.get<HTMLInputElement>('input[type=file]')
    const file = new File([new Uint8Array([5])], 'a.webp', { type: 'image/webp' })
    Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
    await input.trigger('change')
    await settle()
    town.refusals = ['lost']
    await view.get('.say form').trigger('submit')
    await says(view, '不会重复')
    await leave()
    const again = await open()
    await says(again, '往来')
    await press(again, '补充一句')
    await settle()
    expect(again.findAll('.photos li')).toHaveLength(1)
    await again.get('.say form').trigger('submit')
    await says(again, '已经补充上去了')
    expect(town.sent).toHaveLength(2)
    expect(new Set(town.sent.map(({ key }) => key)).size).toBe(1)
    expect(town.sent[1]).toMatchObject({ photos: [[5]], words: { text: '今天去看，标价签还没改' }, receipt })
  })

  test('what looks personal in a message is asked about, too', async () => {
    const view = await open()
    await says(view, '往来')
    await press(view, '补充一句')
    await view.get('#mine-say').setValue('打我电话 13839812345')
    await view.get('.say form').trigger('submit')
    await says(view, '这里面好像有个人信息')
    expect(town.sent).toEqual([])
  })

  test('what blanking has made too long is told, and nothing is lost', async () => {
    const view = await open()
    await says(view, '往来')
    await press(view, '补充一句')
    const words = `我叫张伟，${'字'.repeat(complaintRule.textMax - 5)}`
    await view.get('#mine-say').setValue(words)
    await view.get('.say form').trigger('submit')
    await says(view, '这里面好像有个人信息')
    await press(view, '全部遮住')
    await press(view, '发送')
    await says(view, '多了 1 个字')
    expect(document.activeElement?.id).toBe('mine-say')
    expect(town.sent).toEqual([])
  })

  test('rejected, it says why and that one may object', async () => {
    town.mine = mineWith(
      {
        stage: 'transferred',
        next: null,
        replyUntil: resolved.case.replyUntil,
        ended: { reason: '不归本市管', to: '12345' },
      },
      { may: { add: false, confirm: false, reopen: true, reopenings: 1 } },
    )
    const view = await open()
    await says(view, '转给12345 政务服务便民热线。')
    expect(view.text()).toContain('不归本市管')
    expect(view.get('.ask h2').text()).toBe('不同意这个结果？')
    expect(view.find('.grade').exists()).toBe(false)
  })

  test('what one sees stays when the network goes', async () => {
    const view = await open()
    await says(view, '已答复')
    town.offline = true
    document.dispatchEvent(new Event('visibilitychange'))
    await says(view, '下面是刚才看到的')
    expect(view.text()).toContain('已答复')
  })

  test('in English', async () => {
    town.mine = resolved
    const view = await open(undefined, 'en')
    await says(view, 'Is it solved?')
    expect(view.text()).toContain('It then goes a level up (Qianqiu Road Subdistrict). 2 times left.')
  })
})
