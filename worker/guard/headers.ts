/** Security headers. Documents and the API get theirs from the worker, hashed files from `_headers` of the build. */

import type { MiddlewareHandler } from 'hono'
import { type BasemapSettings, basemapOf, hostsOf } from '../places/basemap.ts'

/**
 * The policy under which pages run: everything from here, nothing inline, no frames, no plugins.
 * @param hosts of the configured basemap, the only strangers that a page may fetch from
 */
export function contentSecurityPolicy(hosts: readonly string[]): string {
  const basemap = hosts.map((host) => ` ${host}`).join('')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob:${basemap}`,
    `connect-src 'self'${basemap}`,
    "worker-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}

const POLICY = 'Content-Security-Policy'

/** What a response may say otherwise than the rest: its own policy, and that pages of other sites may show it. */
const own = new Set([POLICY, 'Cross-Origin-Resource-Policy'])

const always = {
  'X-Content-Type-Options': 'nosniff',
  // Only the origin leaves the site: addresses hold what somebody searched for. Map services check the origin of keys.
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
}

/**
 * Headers of files that do not pass through the worker. A script that runs as a Web Worker is ruled by the policy it
 * came with, and the map's one fetches tiles; which host that is, is not known to the build, so any HTTPS host is
 * allowed there; the one that encodes photos where browsers cannot is WebAssembly; the one that reads workbooks unpacks
 * large ones in workers of its own, which fflate makes of its own text. Pages stay bound by the stricter policy.
 */
export const assetHeaders: Record<string, string> = {
  [POLICY]:
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https:; img-src 'self' data: blob: https:; worker-src blob:; frame-ancestors 'none'; base-uri 'none'",
  ...always,
}

/** Headers of the service worker, which has no document: it runs its one script, and fetches what is ours. */
export const serviceWorkerHeaders: Record<string, string> = {
  [POLICY]:
    "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  ...always,
}

/** Headers of everything that the worker answers. */
export function securityHeaders(settings: BasemapSettings): Record<string, string> {
  return {
    [POLICY]: contentSecurityPolicy(hostsOf(basemapOf(settings))),
    ...always,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()',
  }
}

// Settings are the isolate's own: they cannot change while it lives.
let entries: readonly (readonly [name: string, value: string])[] | null = null

/** Puts the security headers on every response, whoever made it; one that has a policy of its own keeps it. */
export const secured: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next()
  entries ??= Object.entries(securityHeaders(c.env))
  for (const [name, value] of entries) {
    if (!own.has(name) || !c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}
