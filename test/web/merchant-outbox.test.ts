import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { useSession } from '../../web/accounts/session.ts'
import ListingPage from '../../web/merchant/ListingPage.vue'
import { formsOf } from '../../web/merchant/listing-form.ts'
import { type ListingSending, useListingSending } from '../../web/merchant/listing-sending.ts'
import { useOutbox } from '../../web/shell/outbox.ts'
import { emptyDatabase } from './database.ts'
import { listing, merchant, openTown, settle, shop, staff, type Town, visit } from './merchant-town.ts'

/** What keepers of listings change, on its way through the outbox. */

let town: Town
const ends: (() => void)[] = []
beforeEach(() => {
  emptyDatabase()
  town = openTown()
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

/** A page of the merchant's without its looks; a new one is the site opened again. */
function open(by = 'chenguang'): { sending: ListingSending; outbox: ReturnType<typeof useOutbox> } {
  setActivePinia(createPinia())
  const scope = effectScope()
  const sending = scope.run(() => useListingSending(shop, by))
  if (!sending) throw new Error('the scope has ended')
  const outbox = useOutbox()
  ends.push(() => {
    scope.stop()
    outbox.$dispose()
  })
  return { sending, outbox }
}

/** Saves a field as the form has it. */
async function put(
  { put: keep }: ListingSending,
  forms: Parameters<ListingSending['put']>[2],
): Promise<void> {
  for (const field of ['phone', 'address', 'services', 'photoText'] as const) {
    if (forms[field] === undefined) continue
    await keep(town.listing, field, { [field]: forms[field] }, undefined)
    // what is kept within the same millisecond has no order
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const patches = () => town.changes().filter(({ method }) => method === 'PATCH')

describe('changes of one listing', () => {
  test('go out in order, each from the state that the one before has left', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199', services: ['parcel_proxy', 'printing'] })
    await sending.send(['phone', 'services'])
    expect(sending.waiting.value.map(({ attempts }) => attempts)).toEqual([1, 0])
    town.offline = false
    await outbox.flush({ now: true })
    const [first, second] = patches()
    expect([first?.body, second?.body]).toEqual([
      { phone: '0398-000 0199' },
      { services: ['parcel_proxy', 'printing'] },
    ])
    expect(first?.version).toBe('"2026-11-01T00:00:00.000Z"')
    expect(second?.version).not.toBe(first?.version)
    expect(patches()).toHaveLength(2)
    expect(outbox.entries).toEqual([])
  })

  test('what comes after one that must wait waits, too', async () => {
    const { sending, outbox } = open()
    town.refusals = [{ code: 'unavailable', status: 503 }]
    await put(sending, { phone: '0398-000 0199', services: [] })
    await outbox.flush()
    expect(patches().map(({ body }) => body)).toEqual([{ phone: '0398-000 0199' }])
    expect(sending.waiting.value).toHaveLength(2)
    await outbox.flush({ now: true })
    expect(patches().map(({ body }) => body)).toEqual([
      { phone: '0398-000 0199' },
      { phone: '0398-000 0199' },
      { services: [] },
    ])
  })

  test('a later change of a field takes the place of the one that waits, and of nothing else', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0191', services: [] })
    await put(sending, { phone: '0398-000 0192' })
    expect(outbox.entries).toHaveLength(2)
    town.offline = false
    await outbox.flush()
    expect(town.listing.fields).toMatchObject({ phone: '0398-000 0192', services: [] })
    expect(patches()).toHaveLength(2)
  })

  test('a later one is no conflict with an earlier one whose answer got lost', async () => {
    const { sending, outbox } = open()
    await put(sending, { phone: '0398-000 0191' })
    town.lost = true
    await outbox.flush()
    expect(town.listing.fields.phone).toBe('0398-000 0191')
    const { version } = listing()
    await sending.put({ ...listing(), version }, 'phone', { phone: '0398-000 0192' }, undefined)
    await outbox.flush()
    expect(town.listing.fields.phone).toBe('0398-000 0192')
    expect(outbox.entries).toEqual([])
  })

  test('a key never carries two versions, also when the site is closed between', async () => {
    const first = open()
    town.offline = true
    await put(first.sending, { phone: '0398-000 0199' })
    town.offline = false
    town.meanwhile({ hours: 'Mo-Su 06:00-20:00' })
    // refused once for its version, then taken, and the answer gets lost
    let lost = false
    Object.defineProperty(town, 'lost', {
      get: () => patches().length === 2 && !lost,
      set: () => {
        lost = true
      },
    })
    await first.outbox.flush()
    expect(lost).toBe(true)
    const { outbox } = open()
    await outbox.flush({ now: true })
    const sent = patches()
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
    expect(sent.at(-1)?.version).toBe(sent.at(-2)?.version)
    expect(outbox.entries).toEqual([])
    expect(town.listing.fields.phone).toBe('0398-000 0199')
  })

  test('somebody else’s change of the same field refuses it, and keeps it with its reason', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199', services: [] })
    town.offline = false
    town.meanwhile({ phone: '0398-000 0155' })
    await outbox.flush()
    expect(sending.refused.value).toMatchObject([
      { body: { field: 'phone' }, problem: { code: 'changed_meanwhile' } },
    ])
    // what comes after it goes its way
    expect(town.listing.fields).toMatchObject({ phone: '0398-000 0155', services: [] })
  })
})

describe('whose it is', () => {
  test('it waits for the account that made it, and never goes out as somebody else’s', async () => {
    const { sending, outbox } = open()
    town.session = staff
    await put(sending, { phone: '0398-000 0199' })
    await outbox.flush()
    expect(patches()).toEqual([])
    expect(sending.waiting.value).toMatchObject([{ problem: { code: 'not_signed_in' } }])
  })

  test('signing in sends it at once', async () => {
    const { sending, outbox } = open()
    town.session = { stage: null, account: null, fresh: false }
    await put(sending, { phone: '0398-000 0199' })
    await outbox.flush()
    expect(sending.waiting.value).toHaveLength(1)
    town.session = merchant
    await useSession().load()
    await expect.poll(() => outbox.entries.length).toBe(0)
    expect(town.listing.fields.phone).toBe('0398-000 0199')
  })

  test('what another account has left on this device is not shown as one’s own', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199' })
    await outbox.flush()
    const other = open('yinxing')
    await other.outbox.load()
    expect(other.outbox.entries).toHaveLength(1)
    expect(other.sending.waiting.value).toEqual([])
    expect(other.sending.forms.value).toEqual({})
  })

  test('it neither holds up what another account does about the same listing, nor gives way to it', async () => {
    const { sending, outbox } = open()
    town.session = staff
    await put(sending, { phone: '0398-000 0199', services: [] })
    await outbox.flush()
    const other = open('yinxing')
    await other.outbox.load()
    await put(other.sending, { phone: '0398-000 0155' })
    await other.outbox.flush()
    expect(patches().map(({ body }) => body)).toEqual([{ phone: '0398-000 0155' }])
    expect(other.outbox.entries.map(({ body }) => body)).toMatchObject([
      { by: 'chenguang', field: 'phone' },
      { by: 'chenguang', field: 'services' },
    ])
  })
})

describe('the page', () => {
  test('shows both versions of what was refused while it was closed, with what was typed', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199' })
    town.offline = false
    town.meanwhile({ phone: '0398-000 0155' })
    await outbox.flush()
    const { view } = await visit(ListingPage, { props: { id: shop } })
    expect(view.get('.conflict').text()).toContain('0398-000 0155')
    expect(view.get('.conflict').text()).toContain('0398-000 0199')
    const mine = view.findAll('.conflict button').at(-1)
    await mine?.trigger('click')
    await settle()
    expect(town.listing.fields.phone).toBe('0398-000 0199')
    const again = open()
    await again.outbox.load()
    expect(again.outbox.entries).toEqual([])
  })

  test('theirs is kept, and nothing is left in the outbox', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199' })
    town.offline = false
    town.meanwhile({ phone: '0398-000 0155' })
    await outbox.flush()
    const { view } = await visit(ListingPage, { props: { id: shop } })
    await view.findAll('.conflict button').at(0)?.trigger('click')
    await settle()
    const again = open()
    await again.outbox.load()
    expect(again.outbox.entries).toEqual([])
    expect(town.listing.fields.phone).toBe('0398-000 0155')
  })

  test('says what waits, goes on from it, and lets it be taken back', async () => {
    const { sending, outbox } = open()
    town.offline = true
    await put(sending, { phone: '0398-000 0199' })
    await outbox.flush()
    town.offline = false
    town.refusals = [{ code: 'unavailable', status: 503 }]
    const { view } = await visit(ListingPage, { props: { id: shop } })
    const kept = view.get('.kept-entry')
    expect(kept.text()).toContain('0398-000 0199')
    expect(kept.text()).toContain('服务器一时收不下')
    expect(kept.get('a').attributes('href')).toBe('/outbox')
    await view.get('#listing-phone-row').trigger('click')
    expect(view.get<HTMLInputElement>('#listing-phone-field').element.value).toBe('0398-000 0199')
    await kept.get('button.quiet').trigger('click')
    await settle()
    expect(view.find('.kept-entry').exists()).toBe(false)
    expect(view.get<HTMLInputElement>('#listing-phone-field').element.value).toBe(
      formsOf(town.listing.fields).phone,
    )
    expect(town.listing.fields.phone).toBe('0398-000 0188')
  })
})
