import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { complaintRule } from '../../schema/catalog/complaints.ts'
import { groupedReceipt } from '../../schema/rules/complaints/receipt.ts'
import { blanked } from '../../schema/rules/personal.ts'
import ComplainPage from '../../web/complaints/ComplainPage.vue'
import { complaintOf, faultOf, untouched } from '../../web/complaints/complaint-draft.ts'
import { kept } from '../../web/complaints/kept-database.ts'
import { useReceipts } from '../../web/complaints/receipts.ts'
import { registerSenders } from '../../web/complaints/senders.ts'
import { useOutbox } from '../../web/shell/outbox.ts'
import { circle, close, openTown, receipt, says, shop, type Town, visit } from './complaint-stage.ts'
import type { Shown } from './places-stage.ts'
import { press, send, settle } from './rating-stage.ts'

vi.mock('../../web/shell/proof.ts', () => ({
  beginProof: vi.fn(),
  takeProof: vi.fn(async () => `proof-${Math.random()}`),
}))
vi.mock(import('../../web/ui/photo.ts'), () => ({
  sizeWithin: vi.fn(),
  reencodePhoto: async (file: Blob) => ({ blob: file, width: 800, height: 600 }),
}))

let town: Town
let shown: Shown | null = null

async function open(subject: typeof shop | typeof circle = shop, language: 'zh-CN' | 'en' = 'zh-CN') {
  shown = await visit(ComplainPage, { subject, language })
  return shown.view
}

async function leave(): Promise<void> {
  if (shown) await close(shown)
  shown = null
}

const text = (view: Shown['view']) => view.get<HTMLTextAreaElement>('textarea')

async function fillIn(view: Shown['view'], words: string): Promise<void> {
  await view.get('#complaint-kind-hygiene').setValue()
  await text(view).setValue(words)
}

/** Chooses photos, each a file of one byte. */
async function choose(view: Shown['view'], ...bytes: number[]): Promise<void> {
  const input = view.get<HTMLInputElement>('input[type=file]')
  const files = bytes.map(
    (byte) => new File([new Uint8Array([byte])], `${byte}.webp`, { type: 'image/webp' }),
  )
  Object.defineProperty(input.element, 'files', { value: files, configurable: true })
  await input.trigger('change')
  await settle()
}

beforeEach(() => {
  town = openTown()
})
afterEach(async () => {
  await leave()
  vi.unstubAllGlobals()
})

describe('what a complaint must have', () => {
  const whole = { ...untouched(), kind: 'price', text: '多收了两元' } as const
  test.each([
    [untouched(), 'kind'],
    [{ ...whole, text: '' }, 'text'],
    [{ ...whole, text: ' \n ' }, 'text'],
    [{ ...whole, text: '贵' }, 'short'],
    [{ ...whole, text: '字'.repeat(complaintRule.textMax) }, null],
    [{ ...whole, text: '字'.repeat(complaintRule.textMax + 1) }, 'long'],
    [{ ...whole, place: '门' }, 'place'],
    [{ ...whole, place: '东门' }, null],
    [{ ...whole, place: '字'.repeat(complaintRule.placeMax + 1) }, 'place'],
  ] as const)('%o has the fault %s', (fields, fault) => {
    expect(faultOf(fields)).toBe(fault)
  })

  test('a circle has no merchant who may see it', () => {
    const fields = { ...whole, merchantMaySee: true }
    expect(complaintOf(shop, fields)?.merchantMaySee).toBe(true)
    expect(complaintOf(circle, fields)?.merchantMaySee).toBe(false)
  })
})

describe('filing', () => {
  test('is sent once, with a proof and a key; the receipt shows, and is kept here', async () => {
    const view = await open()
    await fillIn(view, '  包子里有头发\t ')
    await choose(view, 1, 2)
    await send(view)
    await says(view, '交上去了')
    expect(town.sent).toHaveLength(1)
    const [request] = town.sent
    expect(request).toMatchObject({
      path: '/api/complaints',
      words: {
        subject: shop,
        kind: 'hygiene',
        place: null,
        text: '包子里有头发',
        merchantMaySee: false,
        mayPublish: false,
      },
      photos: [[1], [2]],
    })
    expect(request?.proof).toMatch(/^proof-/)
    expect(request?.key).toMatch(/^[\w-]{36}$/)
    expect(view.get('.k').text()).toContain(groupedReceipt(receipt))
    expect(view.get('.code').text()).toContain('二维码')
    expect(await kept('receipts', receipt)).toMatchObject({
      receipt,
      name: '康宁大药房',
      kind: 'hygiene',
      seen: false,
    })
    expect(await kept('drafts', 'complaint/outlet/kangning01')).toBeUndefined()
    // the link carries the receipt where no server sees it
    const link = view.findAll('a').find((one) => one.text() === '看办理情况')
    expect(link?.attributes('href')).toBe(`/complaints/mine#${receipt}`)
    await press(view, '再投诉一件')
    expect(text(view).element.value).toBe('')
    expect(await kept('receipts', receipt)).toMatchObject({ seen: true })
  })

  test('the receipt is taken away from a device that others use, and the page says so', async () => {
    const view = await open()
    await fillIn(view, '包子里有头发')
    await send(view)
    await says(view, '回执码也存在这台设备')
    await press(view, '从这台设备上删掉')
    await says(view, '已经从这台设备上删掉了')
    expect(document.activeElement?.textContent).toContain('已经从这台设备上删掉了')
    expect(view.text()).not.toContain('回执码也存在这台设备')
    expect(await kept('receipts', receipt)).toBeUndefined()
  })

  test('says beside the field what is missing, and sends nothing', async () => {
    const view = await open()
    await send(view)
    expect(view.get('#complaint-kind-error').text()).toContain('先选一个')
    expect(document.activeElement?.getAttribute('name')).toBe('kind')
    await view.get('#complaint-kind-price').setValue()
    await send(view)
    expect(view.get('#complaint-text-error').text()).toContain('写一下是什么事')
    expect(document.activeElement?.id).toBe('complaint-text')
    expect(town.sent).toEqual([])
  })

  test('has room for three photos, and says which were too many', async () => {
    const view = await open()
    await choose(view, 1, 2, 3, 4)
    expect(view.findAll('.photos li')).toHaveLength(3)
    expect(view.get('.photos [role=alert]').text()).toContain('最多 3 张')
    expect(view.get<HTMLInputElement>('input[type=file]').element.disabled).toBe(true)
    await view.get('[aria-label="去掉第 2 张照片"]').trigger('click')
    await fillIn(view, '三张照片')
    await send(view)
    await says(view, '交上去了')
    expect(town.sent[0]?.photos).toEqual([[1], [3]])
  })

  test('about a circle says where, and there is no merchant to ask about', async () => {
    const view = await open(circle)
    await fillIn(view, '路灯坏了一个月')
    await view.get('#complaint-place').setValue('菜市场东门')
    expect(view.findAll('input[type=checkbox]')).toHaveLength(1)
    await view.get('input[type=checkbox]').setValue(true)
    await send(view)
    await says(view, '交上去了')
    expect(town.sent[0]?.words).toMatchObject({ subject: circle, place: '菜市场东门', mayPublish: true })
  })

  test('refused for good, it can be mended and sent again', async () => {
    town.refusals = [{ code: 'photo_wrong', status: 422 }]
    const view = await open()
    await fillIn(view, '店里不开发票')
    await send(view)
    await vi.waitFor(() => expect(view.get('[role=alert]').text()).toContain('有一张照片收不了'))
    expect(text(view).element.value).toBe('店里不开发票')
    await send(view)
    await says(view, '交上去了')
  })

  test('in English', async () => {
    const view = await open(shop, 'en')
    expect(view.get('h1').text()).toBe('What happened?')
    expect(view.findAll('.kind label').map((label) => label.text())).toContain('Hygiene')
  })
})

describe('what was begun', () => {
  test('is there with its photos when the page is opened again, and is removed with one tap', async () => {
    const first = await open()
    await fillIn(first, '写到一半')
    await choose(first, 7)
    await leave()
    const again = await open()
    await says(again, '上次写到一半的')
    expect(text(again).element.value).toBe('写到一半')
    expect(again.get<HTMLInputElement>('#complaint-kind-hygiene').element.checked).toBe(true)
    expect(again.findAll('.photos li')).toHaveLength(1)
    await press(again, '清掉')
    expect(text(again).element.value).toBe('')
    await leave()
    expect(text(await open()).element.value).toBe('')
  })
})

describe('without network', () => {
  test('it waits with its photos, and is filed once when the network is back', async () => {
    const view = await open()
    await fillIn(view, '没有网络的时候')
    await choose(view, 9)
    town.offline = true
    await send(view)
    await says(view, '还没交上去，已经存好')
    expect(view.text()).toContain('1 张照片')
    town.offline = false
    window.dispatchEvent(new Event('online'))
    await says(view, '交上去了')
    expect(town.sent.map(({ photos }) => photos)).toEqual([[[9]]])
  })

  test('what is sent while no page shows it leaves its receipt here', async () => {
    const view = await open()
    await fillIn(view, '关掉网页以后')
    town.offline = true
    await send(view)
    await says(view, '还没交上去')
    await leave()
    town.offline = false
    // as the start of the site does it, on whatever page
    shown = await visit({ render: () => null })
    const outbox = useOutbox(shown.pinia)
    await outbox.load()
    registerSenders()
    await outbox.flush()
    expect(outbox.entries).toEqual([])
    await leave()
    const later = await open()
    await says(later, '交上去了')
    expect(later.get('.k').text()).toContain(groupedReceipt(receipt))
  })

  test('an answer that got lost files nothing twice: the key stays the same', async () => {
    town.refusals = ['lost']
    const view = await open()
    await fillIn(view, '答复丢了')
    await send(view)
    await says(view, '还没交上去')
    // what may have arrived is not changed
    expect(view.findAll('button').map((one) => one.text())).not.toContain('改一改')
    await press(view, '再试一次')
    await says(view, '交上去了')
    expect(town.sent).toHaveLength(2)
    expect(new Set(town.sent.map(({ key }) => key)).size).toBe(1)
  })

  test('where nothing can be kept, the page says to write the receipt down', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const view = await open()
    await fillIn(view, '存不下来的手机')
    await send(view)
    await says(view, '交上去了')
    expect(view.get('.warn').text()).toContain('一定把回执码抄下来')
    expect(useReceipts(shown?.pinia).lasting).toBe(false)
  })
})

describe('what looks personal', () => {
  const words = '我叫张伟，电话 138-3981-2345，店里不退钱'

  test('is shown before anything is sent; one is blanked, one stays', async () => {
    const view = await open()
    await fillIn(view, words)
    await send(view)
    expect(view.get('h1').text()).toBe('这里面好像有个人信息')
    expect(view.findAll('mark').map((mark) => mark.text())).toEqual(['张伟', '138-3981-2345'])
    expect(town.sent).toEqual([])
    expect(view.findAll('button').map((one) => one.text())).not.toContain('提交投诉')
    const [blank] = view.findAll('button').filter((one) => one.text().startsWith('遮住'))
    await blank?.trigger('click')
    await view
      .findAll('button')
      .find((one) => one.text().startsWith('保留'))
      ?.trigger('click')
    await settle()
    expect(view.get('h1').text()).toBe('个人信息处理好了')
    await press(view, '提交投诉')
    await says(view, '交上去了')
    expect(town.sent[0]?.words?.['text']).toBe(`我叫${blanked}，电话 138-3981-2345，店里不退钱`)
  })

  test('is blanked all at once, or changed', async () => {
    const view = await open()
    await fillIn(view, words)
    await send(view)
    await press(view, '回去改')
    expect(text(view).element.value).toBe(words)
    await send(view)
    await press(view, '全部遮住')
    await press(view, '提交投诉')
    await says(view, '交上去了')
    expect(town.sent[0]?.words?.['text']).toBe(`我叫${blanked}，电话 ${blanked}，店里不退钱`)
  })

  test('is looked for in where it is, too', async () => {
    const view = await open(circle)
    await fillIn(view, '路灯坏了，我叫张伟')
    await view.get('#complaint-place').setValue('3 号楼，13839812345')
    await send(view)
    expect(view.findAll('mark').map((mark) => mark.text())).toEqual(['13839812345', '张伟'])
    await press(view, '全部遮住')
    await press(view, '提交投诉')
    await says(view, '交上去了')
    expect(town.sent[0]?.words).toMatchObject({
      place: `3 号楼，${blanked}`,
      text: `路灯坏了，我叫${blanked}`,
    })
  })

  test('blanked, it may be too long: the form says so, and nothing is lost', async () => {
    const view = await open()
    await fillIn(view, `我叫张伟，${'字'.repeat(complaintRule.textMax - 5)}`)
    await send(view)
    await press(view, '全部遮住')
    await press(view, '提交投诉')
    await says(view, '多了 1 个字')
    expect(text(view).element.value.startsWith(`我叫${blanked}，`)).toBe(true)
    expect(town.sent).toEqual([])
  })
})
