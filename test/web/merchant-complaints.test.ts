import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CaseToMerchant } from '../../schema/contract/complaint.ts'
import ListingComplaints from '../../web/merchant/ListingComplaints.vue'
import MerchantComplaints from '../../web/merchant/MerchantComplaints.vue'
import { accepted, forMerchant } from './complaints-stage.ts'
import { emptyDatabase } from './database.ts'
import { problem, worker } from './desk-stage.ts'
import { merchant, settle } from './merchant-town.ts'
import { show } from './places-stage.ts'
import { emptyPages } from './shell-stage.ts'

const shop = 'laojie0001'
const path = `/api/listings/${shop}/complaints`
const one = forMerchant('case000001', accepted)
const closed = { ...forMerchant('case000002', { stage: 'closed', next: null }), mayRespond: false }
const list = { [`GET ${path}`]: { cases: [one, closed] }, 'GET /api/session': merchant }

beforeEach(() => {
  emptyDatabase()
})
afterEach(() => {
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

async function open(
  component: typeof ListingComplaints | typeof MerchantComplaints,
  given: Parameters<typeof worker>[0],
  by = 'chenguang',
) {
  const told = worker(given)
  const props = { id: shop, name: '老街面馆', by }
  const { view } = await show(component, { props, router: emptyPages() })
  await flushPromises()
  return { view, told }
}

test('a merchant reads what happened, and answers', async () => {
  const answer: CaseToMerchant = {
    ...one,
    messages: [
      ...one.messages,
      {
        id: 'message002',
        at: '2026-11-24T10:00:00.000Z',
        by: 'merchant',
        act: 'respond',
        level: null,
        text: '马上退。',
        photos: [],
      },
    ],
  }
  let cases: CaseToMerchant[] = [one, closed]
  const { view, told } = await open(ListingComplaints, {
    ...list,
    [`GET ${path}`]: () => Response.json({ cases }),
    [`POST ${path}/case000001`]: () => {
      cases = [answer, closed]
      return Response.json(answer)
    },
  })
  const [first, last] = view.findAll('article')
  expect(first?.text()).toMatch(/价格.*办理中.*首次答复.*结账收了 5 元/)
  expect(first?.get('img').attributes('src')).toBe(`${path}/case000001/photos/photo00001`)
  expect(last?.find('button').exists()).toBe(false)
  await first?.get('button').trigger('click')
  await view.get('form').trigger('submit')
  expect(told).toEqual([])
  expect(view.get('form [role=alert]').text()).toBe('写几句')
  await view.get('textarea').setValue('马上退。')
  await view.get('form').trigger('submit')
  await settle()
  expect(told).toEqual([{ method: 'POST', path: `${path}/case000001`, body: { text: '马上退。' } }])
  expect(view.get('article').text()).toContain('回应已存')
  expect(view.findAll('.said')).toHaveLength(3)
})

test('what was written survives a network that fails, and leaving the page', async () => {
  const { view } = await open(ListingComplaints, { ...list, [`POST ${path}/case000001`]: 'offline' })
  await view.get('article button').trigger('click')
  await view.get('textarea').setValue('写到一半')
  await view.get('form').trigger('submit')
  await settle()
  expect(view.get('article .kept-entry').text()).toContain('写到一半')
  expect(view.get('article .kept-entry').text()).toContain('现在没有网络')
  await view.get('article .kept-entry ~ button').trigger('click')
  await view.get('textarea').setValue('写到一半，先走了')
  view.unmount()
  const again = await open(ListingComplaints, list)
  expect(again.view.get<HTMLTextAreaElement>('textarea').element.value).toBe('写到一半，先走了')
  again.view.unmount()
  // what one account has begun is not another's, in the same tab
  const other = await open(ListingComplaints, list, 'yinxing')
  expect(other.view.find('article').exists()).toBe(true)
  expect(other.view.find('textarea').exists()).toBe(false)
})

test('where there are none, nothing shows; where they do not come, that is said', async () => {
  const { view } = await open(ListingComplaints, { [`GET ${path}`]: { cases: [] } })
  expect(view.find('section').exists()).toBe(false)
  const failed = await open(ListingComplaints, { [`GET ${path}`]: problem(500, 'internal') })
  expect(failed.view.get('[role=status]').text()).toContain('投诉没取到')
})

test('the card says how many wait for a word', async () => {
  const { view } = await open(MerchantComplaints, list)
  expect(view.text()).toBe('1 件投诉等您回应')
  const none = await open(MerchantComplaints, { [`GET ${path}`]: { cases: [closed] } })
  expect(none.view.text()).toBe('')
})
