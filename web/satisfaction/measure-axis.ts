/** Where things stand on the axes of the charts. All in per cent of the drawing, so that it needs no measuring. */

export interface Axis {
  from: number
  to: number
  /** shares that are labelled, both ends among them */
  ticks: readonly number[]
}

/** Distances between ticks, in hundredths. */
const steps = [5, 10, 20, 25]
/** More would let labels beside each other touch on 320 px in elder mode. */
const MOST_STEPS = 4

/**
 * An axis of shares on which all values have room at both sides.
 * @param values shares from 0 to 1
 * @param most steps between ticks; labels under each other have room for more
 */
export function axisOf(values: readonly number[], most = MOST_STEPS): Axis {
  const low = Math.min(...values) * 100
  const high = Math.max(...values) * 100
  const fits = steps
    .map((step) => ({
      step,
      from: Math.max(0, Math.floor((low - step / 2) / step) * step),
      to: Math.min(100, Math.ceil((high + step / 2) / step) * step),
    }))
    .find(({ step, from, to }) => (to - from) / step <= most)
  const { step, from, to } = fits ?? { step: 25, from: 0, to: 100 }
  return {
    from: from / 100,
    to: to / 100,
    ticks: Array.from({ length: (to - from) / step + 1 }, (_, at) => (from + at * step) / 100),
  }
}

/** From zero, as bars must. */
export const wholeAxis: Axis = { from: 0, to: 1, ticks: [0, 0.5, 1] }

/** How far along an axis a share is, from 0 to 100. */
export function along(share: number, { from, to }: Pick<Axis, 'from' | 'to'>): number {
  return Math.round(((share - from) / (to - from)) * 10_000) / 100
}

/** The same as an attribute. */
export function at(share: number, axis: Pick<Axis, 'from' | 'to'>): string {
  return `${along(share, axis)}%`
}

/**
 * Where a label stands so that it stays in the drawing: centred on its place, or held at the end that it would cross.
 * @param place from 0 to 100
 * @param half how much of the drawing half of the label needs at most
 */
export function heldInside(place: number, half: number): { x: string; anchor: 'start' | 'middle' | 'end' } {
  if (place < half) return { x: '0%', anchor: 'start' }
  if (place > 100 - half) return { x: '100%', anchor: 'end' }
  return { x: `${place}%`, anchor: 'middle' }
}
