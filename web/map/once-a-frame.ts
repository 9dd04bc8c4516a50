/** Runs at most once a frame, however often it is asked for: a page changes faster than the map can draw. */
export function onceAFrame(run: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      run()
    })
  }
}
