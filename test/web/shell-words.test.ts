import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { fill, placeholdersOf } from '../../web/shell/fill.ts'
import { createWords, useWords } from '../../web/shell/words.ts'

describe('fill', () => {
  test.each([
    ['as it is', undefined, 'en', 'as it is'],
    ['{city}的网点', { city: '义马' }, 'zh-CN', '义马的网点'],
    ['{a} and {b} and {a}', { a: 1, b: 2 }, 'en', '1 and 2 and 1'],
    ['{n} outlet | {n} outlets', { n: 1 }, 'en', '1 outlet'],
    ['{n} outlet | {n} outlets', { n: 0 }, 'en', '0 outlets'],
    ['{n} outlet | {n} outlets', { n: 21 }, 'en', '21 outlets'],
    ['{n} 家', { n: 1 }, 'zh-CN', '1 家'],
    ['{n} outlet | {n} outlets', {}, 'en', '{n} outlets'],
    ['{missing}', { other: 1 }, 'en', '{missing}'],
    ['{value}', { value: '$& {value}' }, 'en', '$& {value}'],
    ['{n} minutes', { n: 0 }, 'en', '0 minutes'],
  ])('%s with %o in %s is %s', (text, values, language, expected) => {
    expect(fill(text, values, language)).toBe(expected)
  })

  test('placeholdersOf names each once', () => {
    expect([...placeholdersOf('{n} of {all}, {n}')]).toEqual(['n', 'all'])
  })
})

describe('useWords', () => {
  const Speaker = defineComponent(() => {
    const { t, pick, change, language } = useWords()
    return () =>
      h(
        'button',
        { onClick: () => change('en') },
        `${language.value} ${t('shell.nav.about')} ${pick('义马', 'Yima')}`,
      )
  })

  test('gives the language that was asked for, and changes to another', async () => {
    const view = mount(Speaker, { global: { plugins: [await createWords('zh-CN')] } })
    expect(view.text()).toBe('zh-CN 关于 义马')
    await view.trigger('click')
    await expect.poll(() => view.text()).toBe('en About Yima')
  })

  test('cannot be used without the plugin', () => {
    expect(() => mount(Speaker, { global: { config: { warnHandler: () => {} } } })).toThrow('createWords')
  })
})
