import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, test, vi } from 'vitest'
import { accounts, atDesk, invitations, problem, signedIn } from './desk-stage.ts'

const table = (view: VueWrapper, name: string) => view.get(`table[aria-label="${name}"]`)
const rows = (view: VueWrapper, name: string) =>
  table(view, name)
    .findAll('tbody tr')
    .map((row) => row.text().replace(/\s+/g, ' '))
const named = (view: VueWrapper, label: string) => view.get(`button[aria-label="${label}"]`)

/** The dialog, which comes in a file of its own. */
function dialog(): Promise<HTMLElement> {
  return vi.waitFor(() => {
    const found = document.querySelector('[role=dialog]')
    if (!(found instanceof HTMLElement)) throw new Error('there is no dialog')
    return found
  })
}
async function pressIn(within: Element, text: string): Promise<void> {
  const found = [...within.querySelectorAll('button')].find(
    (one) => one.getAttribute('aria-label') === text || one.textContent?.trim() === text,
  )
  if (!found) throw new Error(`there is no button ${text}`)
  found.click()
  await flushPromises()
}
async function choose(within: Element, at: number): Promise<void> {
  within.querySelectorAll<HTMLInputElement>('input[type=radio]')[at]?.click()
  await flushPromises()
}
async function submit(within: Element): Promise<void> {
  within.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  await flushPromises()
}
async function opened(label: string, ...given: Parameters<typeof atDesk>) {
  const stage = await atDesk(...given)
  await named(stage.view, label).trigger('click')
  await flushPromises()
  return { ...stage, within: await dialog() }
}

describe('the accounts', () => {
  test('with role, area or shops, when they were seen, and whether they are suspended', async () => {
    const { view } = await atDesk('/desk/accounts')
    const [merchant, community, , own] = rows(view, '账号')
    expect(merchant).toMatch(/laojie ?商户 ?老街修鞋配钥匙 ?上次用 今天 16:05 ?在用 ?管理/)
    expect(community).toMatch(/yinxing-01 ?社区 ?银杏社区 ?还没用过 ?已停用 ?管理/)
    expect(own).toMatch(/您自己.*看$/)
  })

  test.each([
    ['laoj', 1],
    ['修鞋', 1],
    ['银杏', 1],
    ['商户', 2],
    ['没有这个', 0],
  ])('are found by %s', async (text, count) => {
    const { view } = await atDesk('/desk/accounts')
    await view.get('.find input').setValue(text)
    expect(view.findAll('table[aria-label="账号"] tbody tr')).toHaveLength(count)
    if (count === 0) expect(view.text()).toContain('没有找到')
  })

  test('one is suspended, with a reason', async () => {
    const { view, told, within } = await opened('管理“laojie”', '/desk/accounts')
    await pressIn(within, '停用')
    await submit(within)
    expect(within.querySelector('[role=alert]')?.textContent).toContain('选一个理由')
    expect(told).toEqual([])
    await choose(within, 1)
    await submit(within)
    expect(told).toEqual([
      {
        method: 'POST',
        path: '/api/desk/accounts/account0001/suspension',
        body: { suspended: true, reason: '账号可能被别人用了' },
      },
    ])
    await vi.waitFor(() => expect(view.get('.told').text()).toBe('“laojie”已停用。'))
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  test('one that is suspended is given back', async () => {
    const { told, within } = await opened('管理“yinxing-01”', '/desk/accounts')
    await pressIn(within, '恢复')
    await choose(within, 0)
    await submit(within)
    expect(told[0]?.body).toEqual({ suspended: false, reason: '核实过，可以再用' })
  })

  test('a shop is taken away, or handed over', async () => {
    const { told, within } = await opened('管理“laojie”', '/desk/accounts')
    await pressIn(within, '收回“老街修鞋配钥匙”')
    await choose(within, 0)
    await submit(within)
    expect(told[0]).toEqual({
      method: 'POST',
      path: '/api/desk/holdings',
      body: { outlet: 'laojie0001', to: null, reason: '店已经转手' },
    })

    const again = await opened('管理“laojie”', '/desk/accounts')
    await pressIn(again.within, '把“老街修鞋配钥匙”转给别的商户')
    await choose(again.within, 0)
    await submit(again.within)
    expect(again.told).toEqual([])
    const select = again.within.querySelector('select')
    if (select) {
      select.value = 'account0003'
      select.dispatchEvent(new Event('change'))
    }
    await submit(again.within)
    expect(again.told[0]?.body).toEqual({ outlet: 'laojie0001', to: 'account0003', reason: '店已经转手' })
  })

  test('what is refused is said in the dialog, which stays', async () => {
    const { within } = await opened('管理“laojie”', '/desk/accounts', {
      given: { 'POST /api/desk/accounts/account0001/suspension': problem(403, 'forbidden') },
    })
    await pressIn(within, '停用')
    await choose(within, 0)
    await submit(within)
    expect(within.querySelector('.bad')?.textContent).toContain('不在您的范围里')
    expect(document.querySelector('[role=dialog]')).not.toBeNull()
  })

  test('who has not signed in lately does so first, and comes back to the account', async () => {
    const { router, told, within } = await opened('管理“laojie”', '/desk/accounts', {
      session: signedIn({}, false),
    })
    await pressIn(within, '停用')
    expect(told).toEqual([])
    expect(router.currentRoute.value.query).toEqual({
      next: '/desk/accounts?account=account0001',
      why: 'again',
    })
  })

  test('a new password is a letter', async () => {
    const { view, router, told, within } = await opened('管理“laojie”', '/desk/accounts', {
      given: {
        'POST /api/desk/invitations': {
          id: 'invite0009',
          code: 'ABCD2345EFGH6789',
          until: '2026-11-27T00:00:00.000Z',
        },
      },
    })
    await pressIn(within, '打印重设单')
    await flushPromises()
    expect(told[0]?.body).toEqual({ kind: 'reset', account: 'account0001' })
    expect(router.currentRoute.value.fullPath).toBe('/desk/letter')
    expect(view.get('.letter').text()).toContain('laojie')
  })

  test('one’s own, and an auditor’s view, have nothing to press', async () => {
    const own = await opened('看“qql-02”', '/desk/accounts')
    expect(own.within.textContent).toContain('您自己的账号')
    expect(own.within.querySelectorAll('button')).toHaveLength(1)

    const auditor = await opened('看“laojie”', '/desk/accounts', {
      session: signedIn({ handle: 'auditor-1', role: 'auditor' }),
    })
    expect(auditor.within.textContent).toContain('只能看')
    expect(auditor.within.querySelectorAll('button')).toHaveLength(1)
    expect(auditor.view.text()).not.toContain('发邀请')
    expect(auditor.view.findAll('button.danger')).toHaveLength(0)
  })
})

describe('the invitations', () => {
  test('say for what, by whom, until when, and how they stand', async () => {
    const { view } = await atDesk('/desk/accounts')
    const [open, used] = rows(view, '邀请')
    expect(open).toMatch(/康宁大药房 ?商户.*“qql-02”发的 ?有效到 12月20日 16:00 ?没用 ?收回/)
    expect(used).toMatch(/社区 · 银杏社区 ?工作账号.*命令行发的.*用过$/)
  })

  test('an open one is revoked, once one is sure', async () => {
    const { view, told } = await atDesk('/desk/accounts')
    await named(view, '收回给 康宁大药房 的邀请').trigger('click')
    await flushPromises()
    expect(told).toEqual([])
    expect(document.activeElement?.textContent).toContain('收回')
    await view.get('table[aria-label="邀请"] .btn.danger').trigger('click')
    await flushPromises()
    expect(told).toEqual([{ method: 'DELETE', path: '/api/desk/invitations/invite0001', body: undefined }])
    expect(view.text()).toContain('邀请已收回。')
    expect(document.activeElement?.tagName).toBe('H2')
  })

  test('one that somebody has used meanwhile says so', async () => {
    const { view } = await atDesk('/desk/accounts', {
      given: { 'DELETE /api/desk/invitations/invite0001': problem(409, 'invitation_over') },
    })
    await named(view, '收回给 康宁大药房 的邀请').trigger('click')
    await flushPromises()
    await view.get('table[aria-label="邀请"] .btn.danger').trigger('click')
    await flushPromises()
    expect(view.get('table[aria-label="邀请"] [role=alert]').text()).toContain('用过或收回')
  })

  test('lists that do not come can be asked for again', async () => {
    let offline = true
    const { view } = await atDesk('/desk/accounts', {
      given: {
        'GET /api/desk/accounts': () => {
          if (offline) throw new TypeError('Failed to fetch')
          return Response.json({ accounts })
        },
      },
    })
    expect(view.get('[role=alert]').text()).toContain('没有网络')
    offline = false
    await view.get('[role=alert] button').trigger('click')
    await flushPromises()
    expect(rows(view, '账号')).toHaveLength(accounts.length)
    expect(rows(view, '邀请')).toHaveLength(invitations.length)
  })
})
