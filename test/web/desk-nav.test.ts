import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { deskRoles } from '../../schema/catalog/roles.ts'
import { deskSections, sectionsFor } from '../../web/staff/desk-sections.ts'
import { atDesk, press } from './desk-stage.ts'

const openerOf = (view: Awaited<ReturnType<typeof atDesk>>['view']) => view.get('.side > button')

describe('the navigation of the desk', () => {
  test('where it is one line, it says where one is and opens the rest', async () => {
    const { view } = await atDesk('/desk/accounts')
    const opener = openerOf(view)
    expect(opener.text()).toContain('账号')
    expect(opener.text()).toContain('7 条待办')
    expect(opener.attributes('aria-expanded')).toBe('false')
    await opener.trigger('click')
    expect(opener.attributes('aria-expanded')).toBe('true')
    expect(view.get(`#${opener.attributes('aria-controls')}`).findAll('[aria-current=page]')).toHaveLength(1)
  })

  test('says how much waits, in every section and in all', async () => {
    const application = {
      id: 'shop000001',
      name: '银杏路豆腐脑',
      type: 'breakfast',
      address: '银杏路 9 号',
      community: '411281001005',
      hours: '',
      phone: null,
      note: '',
      at: '2026-11-24T08:05:00.000Z',
      state: 'open',
      reason: null,
      outlet: null,
    }
    const { view } = await atDesk('/desk/accounts', {
      given: {
        'GET /api/desk/applications': {
          applications: [application, { ...application, id: 'shop000002', state: 'refused', reason: '没有' }],
        },
      },
    })
    expect(openerOf(view).text()).toContain('8 条待办')
    const counts = view.findAll('.side nav .count').map((count) => count.text())
    expect(counts).toEqual(['7', '1'])
  })

  test('closes with Escape, which gives the focus back, when the focus moves on, and on the way to another page', async () => {
    const { view } = await atDesk('/desk/accounts')
    const opener = openerOf(view)
    const opened = () => opener.attributes('aria-expanded')
    await opener.trigger('click')
    view.get<HTMLAnchorElement>('.side nav a').element.focus()
    await press('Escape')
    expect(opened()).toBe('false')
    expect(document.activeElement).toBe(opener.element)

    await opener.trigger('click')
    view.get<HTMLInputElement>('.find input').element.focus()
    await flushPromises()
    expect(opened()).toBe('false')

    await opener.trigger('click')
    await view.get('.side nav a').trigger('click')
    await flushPromises()
    expect(opened()).toBe('false')
  })

  test.each(deskRoles)('shows %s what is theirs', (role) => {
    const shown = sectionsFor(role)
    expect(shown.map(({ to }) => to.name)).toContain('desk')
    for (const section of deskSections) {
      expect(shown.includes(section), section.to.name).toBe(section.roles?.includes(role) ?? true)
    }
  })
})
