/** `npm run icons`: makes the icons of the installed site from `public/icon.svg`. They are committed. */

import { readFileSync } from 'node:fs'
import { launch } from '../test/e2e/chromium.ts'
import { root } from './run.ts'

/** The icon's own ground (`rx` of its square leaves the corners free). */
const GROUND = '#0B6B4F'
/** How much of a maskable icon a launcher may cut off, on each side: everything outside of the middle four fifths. */
const SAFE = 0.8

const icons = [
  { file: 'icon-192.png', size: 192, maskable: false },
  { file: 'icon-512.png', size: 512, maskable: false },
  { file: 'icon-maskable-512.png', size: 512, maskable: true },
] as const

const drawing = readFileSync(`${root}public/icon.svg`, 'utf8')
const browser = await launch()
try {
  for (const { file, size, maskable } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    const inner = maskable ? size * SAFE : size
    await page.setContent(
      `<style>
        body { margin: 0; height: ${size}px; display: grid; place-items: center; background: ${maskable ? GROUND : 'transparent'} }
        svg { width: ${inner}px; height: ${inner}px; display: block }
      </style>${drawing}`,
    )
    await page.screenshot({ path: `${root}public/${file}`, omitBackground: true })
    await page.close()
  }
} finally {
  await browser.close()
}
