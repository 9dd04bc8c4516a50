import type { RouteLocationRaw, Router } from 'vue-router'

/**
 * Leaves a page for the one it lies over. Where one came from there, this is a step back, so that the back button
 * does not lead here again; who came by a link goes forward to it.
 */
export function backTo(router: Router, target: RouteLocationRaw): void {
  if (window.history.state?.back === router.resolve(target).fullPath) router.back()
  else void router.replace(target)
}
