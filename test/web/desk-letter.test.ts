import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { atDesk, problem, signedIn } from './desk-stage.ts'

const made = { id: 'invite0009', code: 'ABCD2345EFGH6789', until: '2026-12-24T12:36:00.000Z' }
const given = { 'POST /api/desk/invitations': made }

async function find(view: VueWrapper, text: string): Promise<string[]> {
  await view.get('#invite-find').setValue(text)
  await flushPromises()
  return view.findAll('.choose li button[aria-label^="选"]').map((one) => one.attributes('aria-label') ?? '')
}
async function make(view: VueWrapper): Promise<void> {
  await view.get('form').trigger('submit')
  await flushPromises()
  await flushPromises()
}

describe('an invitation for a merchant', () => {
  test('names outlets of one’s area that nobody holds', async () => {
    const { view } = await atDesk('/desk/invite', { given })
    expect(await find(view, '康宁')).toEqual(['选“康宁大药房”'])
    expect(view.text()).toContain('已有一张没用的邀请')
    expect(await find(view, '修鞋')).toEqual([])
    expect(view.text()).toContain('已经有账号管着')
  })

  test('without an outlet is not made', async () => {
    const { view, told } = await atDesk('/desk/invite', { given })
    await make(view)
    expect(told).toEqual([])
    expect(view.get('[role=alert]').text()).toContain('还没有选店')
  })

  test('ends with the letter; its code is in no address and no storage', async () => {
    const { view, router, told } = await atDesk('/desk/invite', { given })
    await find(view, '康宁')
    await view.get('button[aria-label="选“康宁大药房”"]').trigger('click')
    await flushPromises()
    expect(document.activeElement?.id).toBe('invite-find')
    await make(view)
    expect(told).toEqual([
      {
        method: 'POST',
        path: '/api/desk/invitations',
        body: { kind: 'outlets', outlets: ['kangning01'] },
      },
    ])
    expect(router.currentRoute.value.fullPath).toBe('/desk/letter')
    const letter = view.get('.letter')
    expect(letter.findAll('.code span').map((part) => part.text())).toEqual(['ABCD', '2345', 'EFGH', '6789'])
    expect(letter.text()).toContain('康宁大药房')
    expect(letter.get('.place').text()).toMatch(/^义马便民生活圈\s+· 银杏社区$/)
    expect(letter.text()).toContain('2026年12月24日前有效')
    expect(letter.text()).toContain('发单子的：千秋路街道')
    expect(letter.get('svg.qr title').text()).toContain('二维码')
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('ABCD')
    expect(window.location.href).not.toContain('ABCD')

    await router.push('/desk/accounts')
    await flushPromises()
    await router.push('/desk/letter')
    await flushPromises()
    expect(view.text()).toContain('这里没有单子')
    expect(view.text()).not.toContain('ABCD')
  })

  test('that asks for a sign-in keeps what was chosen', async () => {
    const { view, router } = await atDesk('/desk/invite', {
      given: { 'POST /api/desk/invitations': problem(403, 'sign_in_again') },
    })
    await find(view, '康宁')
    await view.get('button[aria-label="选“康宁大药房”"]').trigger('click')
    await make(view)
    expect(router.currentRoute.value.query).toEqual({ next: '/desk/invite', why: 'again' })
    await router.push('/desk/invite')
    await flushPromises()
    expect(view.get('[aria-labelledby="chosen-title"]').text()).toContain('康宁大药房')
  })

  test.each([
    ['offline', '没有网络'],
    [problem(403, 'forbidden'), '不在您的范围里'],
  ])('that is not made is told, and what was chosen stays', async (answer, words) => {
    const { view } = await atDesk('/desk/invite', { given: { 'POST /api/desk/invitations': answer } })
    await find(view, '康宁')
    await view.get('button[aria-label="选“康宁大药房”"]').trigger('click')
    await make(view)
    expect(view.get('.bad').text()).toContain(words)
    expect(view.get('[aria-labelledby="chosen-title"]').text()).toContain('康宁大药房')
  })
})

describe('an invitation for a colleague', () => {
  test('for a role in one’s hands and a division by name', async () => {
    const { view, told } = await atDesk('/desk/invite', { given })
    await view.findAll('.kinds input')[1]?.setValue(true)
    const roles = view.findAll('input[name=role]')
    expect(roles).toHaveLength(1)
    await roles[0]?.setValue(true)
    const options = view.findAll('select option').map((option) => option.text())
    expect(options).toEqual(['选一个', '银杏社区', '花园社区'])
    await make(view)
    expect(told).toEqual([])
    await view.get('select').setValue('411281001003')
    await make(view)
    expect(told[0]?.body).toEqual({ kind: 'account', role: 'community', area: '411281001003' })
    expect(view.get('.letter').text()).toContain('花园社区')
  })

  test('the city office may invite everybody, and the whole city needs no choosing', async () => {
    const { view, told } = await atDesk('/desk/invite', {
      given,
      session: signedIn({ role: 'city', area: { code: '411281', name: '义马市', nameEn: 'Yima' } }),
    })
    await view.findAll('.kinds input')[1]?.setValue(true)
    await view.findAll('input[name=role]')[3]?.setValue(true)
    await make(view)
    expect(told[0]?.body).toEqual({ kind: 'account', role: 'auditor', area: '411281' })
  })

  test('a community invites merchants only', async () => {
    const { view } = await atDesk('/desk/invite', {
      given,
      session: signedIn({ role: 'community', area: { code: '411281001005', name: '银杏社区', nameEn: '' } }),
    })
    expect(view.get('.desk-page').text()).not.toContain('请谁')
    expect(await find(view, '康宁')).toHaveLength(1)
  })
})
