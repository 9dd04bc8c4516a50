import { describe, expect, it } from 'vitest'
import FilterChips from '../../web/places/FilterChips.vue'
import { emptySearch } from '../../web/places/search-address.ts'
import TypeChips from '../../web/places/TypeChips.vue'
import { show } from './places-stage.ts'

describe('chips of types', () => {
  it.each<[string, string[], string[]]>([
    ['as many favourites as there is room for', [], ['全部', '早餐', '药店', '维修', '更多']],
    ['a favourite that is chosen stays where it is', ['pharmacy'], ['全部', '早餐', '药店', '维修', '更多']],
    ['another one takes the place of the last', ['hair'], ['全部', '理发', '早餐', '药店', '更多']],
  ])('%s', async (_what, types, words) => {
    const { view } = await show(TypeChips, { props: { types, most: 3 } })
    expect(view.findAll('.chip').map((chip) => chip.text())).toEqual(words)
  })
})

describe('chips of filters', () => {
  it('shows all of them where nothing is said about room', async () => {
    const { view } = await show(FilterChips, { props: { search: emptySearch } })
    expect(view.findAll('[aria-pressed]')).toHaveLength(5)
    expect(view.find('[aria-haspopup]').exists()).toBe(false)
  })

  it('puts those there is no room for behind a button, but never one that is on', async () => {
    const search = { ...emptySearch, instant: true }
    const { view } = await show(FilterChips, { props: { search, most: 3 } })
    expect(view.findAll('.chip').map((chip) => chip.text())).toEqual([
      '现在营业',
      '收现金',
      '无障碍',
      '半小时送到',
      '更多条件',
    ])
    await view.get('[aria-haspopup="dialog"]').trigger('click')
    expect(view.findComponent(FilterChips).emitted('more')).toHaveLength(1)
  })
})
