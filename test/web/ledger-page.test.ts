import { describe, expect, it, vi } from 'vitest'
import {
  atLedger,
  cell,
  edit,
  line,
  lines,
  listingOf,
  names,
  press,
  settle,
  signedIn,
  type,
  version,
} from './ledger-stage.ts'

const newer = '2026-11-24T12:36:00.000Z'
const problem = (status: number, code: string) => () =>
  Response.json({ type: 'about:blank', code, title: 'no', status }, { status })
const patched = () => Response.json({ version: newer, shown: [], waiting: [] })
const patch = 'PATCH /api/listings/anmin00001'

describe('the table', () => {
  it('reads every page, and is a grid that says how much there is', async () => {
    const { view } = await atLedger()
    expect(names(view)).toEqual(['安民药房', '百姓超市', '常乐早餐', '东门修鞋'])
    const grid = view.get('[role="grid"]')
    expect(grid.attributes()).toMatchObject({ 'aria-rowcount': '5', 'aria-colcount': '12' })
    expect(view.findAll('.body [role="row"]').map((row) => row.attributes('aria-rowindex'))).toEqual([
      '2',
      '3',
      '4',
      '5',
    ])
    expect(view.findAll('[role="grid"] [tabindex="0"]')).toHaveLength(1)
    expect(view.get('[aria-sort]').text()).toBe('名称')
  })

  it('goes on where it stopped', async () => {
    let fails = true
    const { view } = await atLedger({
      given: {
        'GET /api/desk/outlets': async () => {
          if (fails) throw new TypeError('Failed to fetch')
          return Response.json({ rows: lines, next: null, total: 4 })
        },
      },
    })
    expect(view.get('[role="alert"]').text()).toContain('中断')
    fails = false
    await view.get('[role="alert"] button').trigger('click')
    await settle()
    expect(names(view)).toHaveLength(4)
  })

  it.each([
    ['?q=yinxinglu', []],
    ['?q=银杏路', ['百姓超市']],
    ['?q=cl', ['常乐早餐']],
    ['?type=breakfast,repair', ['常乐早餐', '东门修鞋']],
    ['?credit=none', ['常乐早餐']],
    ['?status=closed', ['东门修鞋']],
    ['?only=noHours', ['常乐早餐']],
    ['?only=disputed', ['东门修鞋']],
    ['?sort=-name', ['东门修鞋', '常乐早餐', '百姓超市', '安民药房']],
    ['?sort=credit', ['百姓超市', '安民药房', '东门修鞋', '常乐早餐']],
    ['?type=nothing&only=what', []],
  ])('shows what the address asks for: %s', async (query, wanted) => {
    const { view } = await atLedger({ at: `/desk/ledger${query}` })
    await vi.waitFor(() => expect(names(view)).toEqual(wanted))
  })

  it('puts what is asked into the address', async () => {
    const { view, router } = await atLedger({ at: '/desk/ledger?elder=1' })
    await view.get('input[type="search"]').setValue('药房')
    await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ elder: '1', q: '药房' }))
    await view.get('.head .type').trigger('click')
    await settle()
    await view.get('.head .type').trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ elder: '1', q: '药房', sort: '-type' })
  })

  it('finds at once what is typed, also while the address is still another', async () => {
    const { view, router } = await atLedger()
    await view.get('input[type="search"]').setValue('药房')
    expect(names(view)).toEqual(['安民药房'])
    await view.get('.head .type').trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ q: '药房', sort: 'type' })
    expect(names(view)).toEqual(['安民药房'])
  })

  it('is gone through by the keyboard', async () => {
    const { view } = await atLedger()
    cell(view, 'anmin00001', 'name').element.focus()
    await press('ArrowDown')
    await press('ArrowRight')
    await settle()
    expect(document.activeElement?.textContent).toContain('综合超市')
    await press('Home', { ctrlKey: true })
    await press(' ')
    await settle()
    expect(view.get('[data-id="anmin00001"]').attributes('aria-selected')).toBe('true')
    await press('End', { ctrlKey: true })
    await settle()
    expect(document.activeElement?.closest('[data-id]')?.getAttribute('data-id')).toBe('dongmen001')
  })

  it('is only looked at by an auditor', async () => {
    const { view } = await atLedger({ session: signedIn({ role: 'auditor', area: null }) })
    expect(view.get('[role="grid"]').attributes('aria-readonly')).toBe('true')
    expect(view.find('.select').exists()).toBe(false)
    cell(view, 'anmin00001', 'phone').element.focus()
    await press('Enter')
    await settle()
    expect(view.find('.editor').exists()).toBe(false)
    expect(view.text()).not.toContain('新增网点')
  })

  it('is cards where there is little room', async () => {
    const { view, router } = await atLedger({ width: 390 })
    expect(view.find('[role="grid"]').exists()).toBe(false)
    expect(view.findAll('.cards .name').map((name) => name.text())).toEqual([
      '安民药房',
      '百姓超市',
      '常乐早餐',
      '东门修鞋',
    ])
    await view.get('.cards .facts').trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ row: 'anmin00001' })
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('安民药房')
  })
})

describe('editing in place', () => {
  it('saves what is typed, and takes it back', async () => {
    const { view, told } = await atLedger({ given: { [patch]: patched } })
    await type(await edit(view, 'anmin00001', 'phone'), '0398-000 1299')
    await press('Enter')
    await settle()
    expect(told).toEqual([
      {
        method: 'PATCH',
        path: '/api/listings/anmin00001',
        body: { phone: '0398-000 1299' },
        version: `"${version}"`,
        key: expect.any(String),
      },
    ])
    expect(cell(view, 'anmin00001', 'phone').text()).toBe('0398-000 1299')
    expect(document.activeElement).toBe(cell(view, 'anmin00001', 'phone').element)
    await view.get('.foot button').trigger('click')
    await settle()
    expect(told.at(-1)).toMatchObject({ body: { phone: '0398-000 1288' }, version: `"${newer}"` })
    expect(cell(view, 'anmin00001', 'phone').text()).toBe('0398-000 1288')
  })

  it('leaves everything as it was on Esc, and goes on with Tab', async () => {
    const { view, told } = await atLedger()
    await type(await edit(view, 'anmin00001', 'address'), '别处')
    await press('Escape')
    await settle()
    expect(told).toEqual([])
    expect(cell(view, 'anmin00001', 'address').text()).toBe('千秋路 18 号')
    await edit(view, 'anmin00001', 'address')
    await press('Tab')
    await settle()
    expect(view.get('.editor .field').attributes('aria-label')).toBe('修改电话')
    expect(told).toEqual([])
  })

  it('reads hours in Chinese, and says what they mean', async () => {
    const { view, told } = await atLedger({ given: { [patch]: patched } })
    await type(await edit(view, 'anmin00001', 'hours'), '周一至周五 8点到18点')
    expect(view.get('.editor .note').text()).toContain('周一至周五 8:00–18:00')
    await press('Enter')
    await settle()
    expect(told[0]?.body).toEqual({ hours: 'Mo-Fr 08:00-18:00' })
  })

  it('keeps what cannot be, with the reason', async () => {
    const { view, told } = await atLedger()
    await type(await edit(view, 'anmin00001', 'name'), '  ')
    await press('Enter')
    await settle()
    expect(view.get('.editor .note').text()).toContain('请填名称')
    expect(told).toEqual([])
  })

  it('keeps what did not arrive, and sends it again', async () => {
    let offline = true
    const { view, told } = await atLedger({
      given: {
        [patch]: () => {
          if (offline) throw new TypeError('Failed to fetch')
          return patched()
        },
      },
    })
    await type(await edit(view, 'anmin00001', 'phone'), '110')
    await press('Enter')
    await settle()
    expect(cell(view, 'anmin00001', 'phone').text()).toContain('110')
    expect(cell(view, 'anmin00001', 'phone').attributes('aria-invalid')).toBe('true')
    offline = false
    await view.get('.troubles button').trigger('click')
    await settle()
    expect(told).toHaveLength(2)
    expect(view.find('.troubles').exists()).toBe(false)
    expect(cell(view, 'anmin00001', 'phone').text()).toBe('110')
  })

  it('shows both values when somebody else was quicker, and sends the one that is chosen', async () => {
    let taken = false
    const theirs = line('anmin00001', { name: '安民药房', phone: '120' })
    const { view, told } = await atLedger({
      given: {
        [patch]: ({ version: start }) =>
          taken || start === `"${newer}"` ? patched() : problem(412, 'changed_meanwhile')(),
        'GET /api/listings/anmin00001': () => Response.json(listingOf(theirs, newer)),
      },
    })
    await type(await edit(view, 'anmin00001', 'phone'), '110')
    await press('Enter')
    await settle()
    const trouble = view.get('.troubles')
    expect(trouble.text()).toContain('120')
    expect(trouble.text()).toContain('110')
    taken = true
    await trouble.findAll('button')[1]?.trigger('click')
    await settle()
    expect(told.at(-1)).toMatchObject({ body: { phone: '110' }, version: `"${newer}"` })
    expect(view.find('.troubles').exists()).toBe(false)
  })

  it('goes through by itself when somebody else has changed another field', async () => {
    const { view, told } = await atLedger({
      given: {
        [patch]: ({ version: start }) =>
          start === `"${version}"` ? problem(412, 'changed_meanwhile')() : patched(),
        'GET /api/listings/anmin00001': () =>
          Response.json(listingOf(line('anmin00001', { name: '安民大药房' }), '2026-11-24T12:00:00.000Z')),
      },
    })
    await type(await edit(view, 'anmin00001', 'phone'), '110')
    await press('Enter')
    await settle()
    expect(told).toHaveLength(2)
    expect(view.find('.troubles').exists()).toBe(false)
    expect(names(view)).toContain('安民大药房')
  })

  it('asks why before a grade falls', async () => {
    const { view, told } = await atLedger({
      given: {
        'POST /api/desk/outlets/bulk': () =>
          Response.json({
            rows: [
              { id: 'anmin00001', outcome: 'done', version: newer, confirmedAt: null, confirmedBy: null },
            ],
          }),
      },
    })
    await type(await edit(view, 'anmin00001', 'credit'), '"D"')
    await press('Enter')
    await settle()
    const dialog = document.querySelector('[role="dialog"]')
    expect(dialog?.textContent).toContain('会降低')
    expect(told).toEqual([])
    dialog?.querySelector<HTMLElement>('.choice input')?.click()
    await settle()
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(told[0]?.body).toEqual({
      act: 'set',
      rows: [{ id: 'anmin00001', version, edit: { credit: 'D' } }],
      reason: '抽检不合格',
    })
    expect(cell(view, 'anmin00001', 'credit').text()).toBe('D')
  })
})

describe('many at once', () => {
  const answered = (outcomes: Record<string, string>) =>
    Response.json({
      rows: Object.entries(outcomes).map(([id, outcome]) => ({
        id,
        outcome,
        version: outcome === 'done' ? newer : version,
        confirmedAt: '2026-11-20',
        confirmedBy: 'merchant',
      })),
    })

  async function setCredit(given: Parameters<typeof atLedger>[0]) {
    const stage = await atLedger(given)
    await stage.view.get('.head .select').trigger('click')
    await settle()
    const acts = stage.view.findAll('.selection button')
    await acts[0]?.trigger('click')
    await settle()
    const dialog = document.querySelector('[role="dialog"]')
    dialog?.querySelector<HTMLInputElement>('input[value="credit"]')?.click()
    await settle()
    return { ...stage, dialog }
  }
  const submit = async (dialog: Element | null) => {
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
  }

  it('says how many change, tells which failed and why, and takes the others back', async () => {
    const { view, dialog, told } = await setCredit({
      given: {
        'POST /api/desk/outlets/bulk': ({ body }) =>
          JSON.stringify(body).includes('撤销')
            ? answered({ anmin00001: 'done' })
            : answered({ anmin00001: 'done', changle001: 'changed_meanwhile', dongmen001: 'forbidden' }),
      },
    })
    expect(dialog?.textContent).toContain('选中 4 家，其中 3 家会改变')
    await submit(dialog)
    expect(told[0]?.body).toMatchObject({
      act: 'set',
      reason: null,
      rows: [{ edit: { credit: 'A' } }, {}, {}],
    })
    expect(dialog?.textContent).toContain('改好 1 家')
    expect(dialog?.querySelector('.failed')?.textContent).toMatch(
      /常乐早餐.*别人刚改过.*东门修鞋.*不在辖区内/s,
    )
    expect(cell(view, 'anmin00001', 'credit').text()).toBe('A')
    const undo = [...(dialog?.querySelectorAll<HTMLElement>('.acts button') ?? [])].at(-1)
    undo?.click()
    await settle()
    expect(told.at(-1)?.body).toEqual({
      act: 'set',
      rows: [{ id: 'anmin00001', version: newer, edit: { credit: 'B' } }],
      reason: '撤销批量修改',
    })
    expect(cell(view, 'anmin00001', 'credit').text()).toBe('B')
  })

  it('stops when the network fails, and goes on with those that are left', async () => {
    let offline = true
    const { dialog, told } = await setCredit({
      given: {
        'POST /api/desk/outlets/bulk': () => {
          if (offline) throw new TypeError('Failed to fetch')
          return answered({ anmin00001: 'done', changle001: 'done', dongmen001: 'done' })
        },
      },
    })
    await submit(dialog)
    expect(dialog?.textContent).toContain('没有改成 3 家')
    offline = false
    dialog?.querySelector<HTMLElement>('.acts button')?.click()
    await settle()
    expect(told).toHaveLength(2)
    // the first one may have arrived: sent again as it was, it counts once
    expect(told[1]).toEqual(told[0])
    expect(dialog?.textContent).toContain('改好 3 家')
  })

  it('goes on taking back after the network has failed', async () => {
    let offline = false
    const { view, dialog, told } = await setCredit({
      given: {
        'POST /api/desk/outlets/bulk': () => {
          if (offline) throw new TypeError('Failed to fetch')
          return answered({ anmin00001: 'done', changle001: 'done', dongmen001: 'done' })
        },
      },
    })
    const press = async (at: number) => {
      ;[...(dialog?.querySelectorAll<HTMLElement>('.acts button') ?? [])].at(at)?.click()
      await settle()
    }
    await submit(dialog)
    offline = true
    await press(-1)
    expect(dialog?.textContent).toContain('没有改成 3 家')
    offline = false
    await press(0)
    expect(told[2]).toEqual(told[1])
    expect(dialog?.textContent).toContain('恢复 3 家')
    expect(cell(view, 'anmin00001', 'credit').text()).toBe('B')
  })
})
