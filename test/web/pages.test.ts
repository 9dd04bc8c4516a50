import { describe, expect, it } from 'vitest'
import { ownPages, pageAt, publicPages } from '../../schema/catalog/pages.ts'
import { router } from '../../web/router.ts'

/** An address of a route: its parameters filled in, those that may be missing left out. */
const sampleOf = (path: string) =>
  path
    .replace(/\/:\w+\([^)]*\)\?/g, '')
    .replace(/:\w+\((\w+)[^)]*\)/g, '$1')
    .replace(/:\w+/g, 'x1')

const routes = router.getRoutes().filter(({ name }) => name !== undefined && name !== 'missing')

describe('the pages that the worker knows, and those of the site', () => {
  it.each(routes.map(({ path, name }) => [path, name] as const))('%s is known as %s', (path, name) => {
    const page = pageAt(sampleOf(path))
    expect(page?.name).toBe(String(name) in publicPages ? name : 'own')
  })

  it.each([...Object.values(publicPages), ...ownPages])('%s is a page of the site', (path) => {
    const address = path.replace(':kind', 'outlet').replace(':part', 'holidays').replace(/:\w+/g, 'x1')
    expect(router.resolve(address).name).not.toBe('missing')
    expect(pageAt(`${address}/`)).toEqual(pageAt(address))
  })

  it('no other address is one', () => {
    for (const address of ['/no/such/page', '/desk/nothing', '/outlets', '/circles/1/2', '/robots.txt']) {
      expect(pageAt(address)).toBeNull()
    }
  })
})
