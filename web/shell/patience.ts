/**
 * Waits for a call, and gives it up when it takes too long: a connection that has died may stay open without a word.
 * @param milliseconds how long
 * @param call must end when its signal does
 */
export async function patiently<T>(
  milliseconds: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return call(controller.signal).finally(() => clearTimeout(timer))
}
