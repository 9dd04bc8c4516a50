import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { photoRule } from '../../schema/catalog/photo-rule.ts'
import PhotoPicker from '../../web/ui/PhotoPicker.vue'
import type { PhotoProblem, ReadyPhoto } from '../../web/ui/photo.ts'
import { show } from './places-stage.ts'

type Made = ReadyPhoto | { problem: PhotoProblem }
/** How the photos that are being made ready end, in the order in which they were chosen. */
let ends: ((made: Made) => void)[]
let addresses: Set<string>

vi.mock(import('../../web/ui/photo.ts'), () => ({
  sizeWithin: vi.fn(),
  reencodePhoto: () => new Promise<Made>((resolve) => ends.push(resolve)),
}))

beforeEach(() => {
  ends = []
  addresses = new Set()
  let count = 0
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    count += 1
    addresses.add(`blob:${count}`)
    return `blob:${count}`
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void addresses.delete(address))
})
afterEach(() => {
  vi.restoreAllMocks()
})

const ready: ReadyPhoto = { blob: new Blob(['webp']), width: 1_600, height: 1_200 }

interface Picker {
  view: VueWrapper
  /** chooses a file; it is made ready when `ends` says so */
  choose: () => Promise<void>
  end: (made: Made, at?: number) => Promise<void>
  props: (next: Record<string, unknown>) => Promise<void>
}

/** A picker whose page keeps what it says. */
async function pick(
  props: Record<string, unknown> = {},
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<Picker> {
  const { view } = await show(PhotoPicker, {
    language,
    props: {
      photo: null,
      description: '',
      'onUpdate:photo': (photo: ReadyPhoto | null) => view.setProps({ photo }),
      'onUpdate:description': (description: string) => view.setProps({ description }),
      ...props,
    },
  })
  const input = view.get<HTMLInputElement>('input[type=file]')
  return {
    view,
    choose: async () => {
      const files = [new File(['jpeg'], 'IMG_1.jpg', { type: 'image/jpeg' })]
      Object.defineProperty(input.element, 'files', { value: files, configurable: true })
      await input.trigger('change')
    },
    end: async (made, at = ends.length - 1) => {
      ends[at]?.(made)
      await flushPromises()
    },
    props: (next) => view.setProps(next),
  }
}

const acts = ({ view }: Picker) => view.get('.acts').text()
const status = ({ view }: Picker) => view.get('[role=status]').text()

describe('a photo', () => {
  test('is asked for in words, by a field for pictures', async () => {
    const picker = await pick()
    const input = picker.view.get('input')
    expect(input.attributes('accept')).toBe('image/*')
    expect(picker.view.get(`label[for="${input.attributes('id')}"]`).text()).toBe('选照片或拍一张')
    const promise = picker.view.get(`[id="${input.attributes('aria-describedby')}"]`)
    expect(promise.text()).toContain('先去掉再上传')
    expect(picker.view.find('img').exists()).toBe(false)
    expect(picker.view.find('input[type=text]').exists()).toBe(false)
  })

  test('is made ready while one can see that, and shown', async () => {
    const picker = await pick()
    await picker.choose()
    expect(picker.view.get('progress').attributes('aria-label')).toBe('正在处理照片…')
    expect(picker.view.get('fieldset').attributes('aria-busy')).toBe('true')
    expect(status(picker)).toBe('正在处理照片…')
    await picker.end(ready)
    expect(picker.view.emitted('update:photo')).toEqual([[ready]])
    expect(picker.view.find('progress').exists()).toBe(false)
    expect(status(picker)).toBe('照片选好了')
    const { src, alt, width, height } = picker.view.get('img').attributes()
    expect({ src, alt, width, height }).toEqual({
      src: 'blob:1',
      alt: '选好的照片',
      width: '1600',
      height: '1200',
    })
    expect(acts(picker)).toBe('换一张去掉照片')
  })

  test('chosen later counts, whichever is ready first', async () => {
    const picker = await pick()
    await picker.choose()
    await picker.choose()
    await picker.end(ready, 1)
    await picker.end({ ...ready, width: 1 }, 0)
    expect(picker.view.emitted('update:photo')).toEqual([[ready]])
  })

  test('leaves nothing in the memory when another comes, or the page closes', async () => {
    const picker = await pick()
    for (const _ of ['first', 'second']) {
      await picker.choose()
      await picker.end({ ...ready })
      expect(addresses.size).toBe(1)
    }
    picker.view.unmount()
    expect(addresses.size).toBe(0)
  })

  test('is removed, and the focus goes to where another is chosen', async () => {
    const picker = await pick()
    await picker.choose()
    await picker.end(ready)
    await picker.view.get('button').trigger('click')
    expect(picker.view.emitted('update:photo')?.at(-1)).toEqual([null])
    expect(picker.view.emitted('remove')).toBeUndefined()
    expect(picker.view.find('img').exists()).toBe(false)
    expect(status(picker)).toBe('照片已去掉')
    expect(document.activeElement).toBe(picker.view.get('input').element)
  })

  test('that was chosen before the page came is shown', async () => {
    const picker = await pick({ photo: ready, description: '店门口' })
    expect(picker.view.get('img').attributes('alt')).toBe('店门口')
  })
})

describe('a photo that is kept already', () => {
  const kept = '/api/photos/abc'

  test('shows until another is chosen', async () => {
    const picker = await pick({ kept })
    expect(picker.view.get('img').attributes('src')).toBe(kept)
    await picker.choose()
    await picker.end(ready)
    expect(picker.view.get('img').attributes('src')).toBe('blob:1')
    await picker.view.get('button').trigger('click')
    expect(picker.view.emitted('remove')).toBeUndefined()
    expect(picker.view.get('img').attributes('src')).toBe(kept)
  })

  test('is not taken away here; the page is told', async () => {
    const picker = await pick({ kept })
    await picker.view.get('button').trigger('click')
    expect(picker.view.emitted('remove')).toHaveLength(1)
  })
})

describe('what goes wrong', () => {
  test.each<[PhotoProblem, string]>([
    ['unreadable', '打不开这张照片'],
    ['too_small', `至少要 ${photoRule.shortest} 像素`],
    ['too_large', '压不小'],
    ['unsupported', '换个浏览器'],
  ])('is said: %s', async (problem, words) => {
    const picker = await pick({ photo: ready })
    await picker.choose()
    await picker.end({ problem })
    const alert = picker.view.get('[role=alert]')
    expect(alert.text()).toContain(words)
    expect(picker.view.get('input').attributes('aria-describedby')).toContain(alert.attributes('id'))
    expect(picker.view.emitted('update:photo')).toBeUndefined()
    expect(picker.view.find('img').exists()).toBe(true)
    await picker.choose()
    expect(picker.view.find('[role=alert]').exists()).toBe(false)
  })

  test('on the way is said in the page’s words', async () => {
    const picker = await pick({ photo: ready, refused: '没有网络，照片还没有上传。' })
    expect(picker.view.get('[role=alert]').text()).toBe('没有网络，照片还没有上传。')
  })
})

describe('sending', () => {
  test('shows how far it is, and nothing can be changed meanwhile', async () => {
    const picker = await pick({ photo: ready, sent: 0 })
    expect(status(picker)).toBe('正在上传，0%')
    await picker.props({ sent: 0.426 })
    expect(picker.view.get('progress').attributes('value')).toBe('43')
    expect(picker.view.get('input[type=file]').attributes()).toHaveProperty('disabled')
    expect(picker.view.get('button').attributes()).toHaveProperty('disabled')
    await picker.props({ sent: null })
    expect(picker.view.find('progress').exists()).toBe(false)
    expect(picker.view.get('button').attributes()).not.toHaveProperty('disabled')
  })
})

describe('what it shows', () => {
  test('can be said, and is what the picture is called', async () => {
    const picker = await pick({ photo: ready })
    const field = picker.view.get('input[type=text]')
    expect(picker.view.get(`label[for="${field.attributes('id')}"]`).text()).toBe('照片上是什么 可不写')
    await field.setValue('门口有三级台阶 ')
    expect(picker.view.emitted('update:description')).toEqual([['门口有三级台阶 ']])
    expect(picker.view.get('img').attributes('alt')).toBe('门口有三级台阶')
  })

  test('is not cut off when it is too long, but said to be', async () => {
    const picker = await pick({ photo: ready })
    const field = picker.view.get('input[type=text]')
    await field.setValue('𠮷'.repeat(photoRule.description))
    expect(picker.view.find('[role=alert]').exists()).toBe(false)
    await field.setValue('𠮷'.repeat(photoRule.description + 2))
    expect(picker.view.get('[role=alert]').text()).toBe('多了 2 个字，请删短一点')
    expect(field.attributes('aria-invalid')).toBe('true')
  })
})

test('speaks English', async () => {
  const picker = await pick({ photo: ready }, 'en')
  expect(acts(picker)).toBe('Choose anotherRemove the photo')
})
