/** The map's colours, fonts and sizes, read from the tokens of `ui/tokens.css`, so that they are kept in one place. */

import type { OutletClass } from '../../schema/catalog/outlet-types.ts'

export interface MapPalette {
  /** names this look in the names of images; another look has another name */
  look: string
  dark: boolean
  /** root font size over 16 px: above 1 in elder mode, and where a person has set larger text */
  scale: number
  /** font stacks */
  regular: string[]
  bold: string[]
  ground: string
  block: string
  building: string
  casing: string
  road: string
  main: string
  water: string
  waterLine: string
  park: string
  rail: string
  label: string
  reach: string
  reachOpacity: number
  halo: string
  surface: string
  ink: string
  softInk: string
  pine: string
  deepPine: string
  onPine: string
  gold: string
  onGold: string
  red: string
  focus: string
  onClass: string
  classes: Record<OutletClass, string>
}

/** MapLibre knows weight only from the name of the first family, which need not exist: the others follow in bold. */
const boldness = 'Map Bold'

const darkScheme = '(prefers-color-scheme: dark)'
const moreContrast = '(prefers-contrast: more)'

/**
 * The palette as it is at this moment.
 * @param element any element of the page; custom properties are inherited
 */
export function readPalette(element: Element): MapPalette {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const root = element.ownerDocument.documentElement
  const scale = Number.parseFloat(getComputedStyle(root).fontSize) / 16 || 1
  const dark = matchMedia(darkScheme).matches
  const fonts = familiesOf(token('f-sans'))
  return {
    look: [
      dark ? 'dark' : 'light',
      ...(root.hasAttribute('data-elder') ? ['elder'] : []),
      ...(matchMedia(moreContrast).matches ? ['contrast'] : []),
      String(scale),
    ].join('-'),
    dark,
    scale,
    regular: fonts,
    bold: [boldness, ...fonts],
    ground: token('map-ground'),
    block: token('map-block'),
    building: token('map-bld'),
    casing: token('map-casing'),
    road: token('map-road'),
    main: token('map-main'),
    water: token('map-water'),
    waterLine: token('map-water-line'),
    park: token('map-park'),
    rail: token('map-rail'),
    label: token('map-label'),
    reach: token('reach'),
    reachOpacity: Number(token('reach-a')),
    halo: token('halo'),
    surface: token('surface'),
    ink: token('ink'),
    softInk: token('ink-2'),
    pine: token('pine'),
    deepPine: token('pine-deep'),
    onPine: token('on-pine'),
    gold: token('gold'),
    onGold: token('on-gold'),
    red: token('red'),
    focus: token('focus'),
    onClass: token('on-class'),
    classes: {
      basic: token('c-basic'),
      quality: token('c-quality'),
      public: token('c-public'),
      mobile: token('c-mobile'),
    },
  }
}

/** The families of a CSS `font-family` list, without quotes. */
export function familiesOf(list: string): string[] {
  return list
    .split(',')
    .map((family) => family.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((family) => family !== '')
}

/**
 * Calls back when the system's colour scheme or contrast changes.
 * @returns a function that ends it
 */
export function onSchemeChange(changed: () => void): () => void {
  const queries = [matchMedia(darkScheme), matchMedia(moreContrast)]
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    for (const query of queries) query.removeEventListener('change', changed)
  }
}

/** Whether the person wants nothing to move. */
export function wantsStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
