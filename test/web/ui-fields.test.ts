import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import SelectField from '../../web/ui/SelectField.vue'
import TextAreaField from '../../web/ui/TextAreaField.vue'
import TextField from '../../web/ui/TextField.vue'

describe.each([
  ['one line', TextField, 'input'],
  ['several lines', TextAreaField, 'textarea'],
  ['a choice', SelectField, 'select'],
] as const)('%s', (_name, Field, tag) => {
  const show = (error: string | null, hint?: string) =>
    mount(Field, {
      attachTo: document.body,
      props: { id: 'shop', label: '店名', error, ...(hint ? { hint } : {}), modelValue: '' },
      attrs: { 'aria-required': 'true' },
    })

  test('has its name, and takes what it is told besides', () => {
    const field = show(null)
    expect(field.get('label').text()).toBe('店名')
    expect(field.get('label').attributes('for')).toBe('shop')
    const control = field.get(tag)
    expect(control.attributes()).toMatchObject({ id: 'shop', 'aria-required': 'true' })
    expect(control.attributes('aria-invalid')).toBeUndefined()
    expect(control.attributes('aria-describedby')).toBeUndefined()
  })

  test('is tied to what is wrong with it before what helps', () => {
    const control = show('写店名', '招牌上的字').get(tag)
    expect(control.attributes('aria-invalid')).toBe('true')
    expect(control.classes()).toContain('err')
    const described = control.attributes('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(['写店名', '招牌上的字'])
  })
})

test('a choice that comes later than what was chosen is chosen then', async () => {
  const communities = ref<string[]>([])
  const chosen = ref('二')
  const Form = defineComponent(
    () => () =>
      h(
        SelectField,
        {
          id: 'community',
          label: '社区',
          error: null,
          modelValue: chosen.value,
          'onUpdate:modelValue': (value: string) => {
            chosen.value = value
          },
        },
        () => communities.value.map((name) => h('option', { value: name }, name)),
      ),
  )
  const select = mount(Form).get('select')
  communities.value = ['一', '二']
  await nextTick()
  expect(select.element.value).toBe('二')
  await select.setValue('一')
  expect(chosen.value).toBe('一')
})
