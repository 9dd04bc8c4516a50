import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { PlacesMapProps } from '../../web/map/model.ts'
import PlacesMap from '../../web/map/PlacesMap.vue'
import { createWords } from '../../web/shell/words.ts'

const props: PlacesMapProps = {
  cityCode: '411281',
  basemap: { kind: 'embedded', url: null, approval: null, attribution: '' },
  bounds: [111.76, 34.68, 111.97, 34.81],
  places: [],
  selected: null,
  origin: null,
  pin: false,
  grab: false,
  reach: [],
  areas: null,
  way: null,
  streets: null,
  inset: { top: 0, bottom: 0, left: 0, right: 0 },
  elder: false,
  language: 'zh-CN',
  sample: true,
  label: '义马的网点地图',
}

it('says that there is no map, and leaves nothing behind, where the browser has no WebGL 2', async () => {
  const map = mount(PlacesMap, { props, global: { plugins: [await createWords('zh-CN')] } })
  await flushPromises()
  expect(map.emitted('unavailable')).toEqual([['webgl']])
  expect(map.html()).toBe('<!--v-if-->')
  map.unmount()
})
