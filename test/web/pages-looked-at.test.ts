import { expect, it } from 'vitest'
import { router } from '../../web/router.ts'
import { deskPages, merchantPages, publicPages } from '../e2e/pages.ts'

it('no page of the site is left out where axe looks at all of them', () => {
  const looked = { ...publicPages, ...merchantPages, ...deskPages }
  const named = router.getRoutes().flatMap(({ name }) => (name === undefined ? [] : [String(name)]))
  expect(Object.keys(looked).sort()).toEqual(named.sort())
})
