/**
 * Where the numbers of a printed map stand. Each stands on its place; where that is too narrow, beside it with a line to
 * it; where there is no room beside it either, it shares a label with its neighbour: "3–5 9".
 */

import {
  type Box,
  boxAround,
  covers,
  type FrameSize,
  grown,
  holds,
  meets,
  overlap,
  type Point,
} from './plane.ts'

/** A place on the sheet with the number that the lists call it by. */
export interface NumberedPoint extends Point {
  number: number
}

/** Numbers that are written together, with the places that they belong to. */
export interface NumberLabel {
  /** rising, each once */
  numbers: readonly number[]
  /** as they are written, line under line */
  lines: readonly string[]
  /** the middle of the label */
  at: Point
  size: FrameSize
  /** the places; lines lead to them where the label does not stand on its only one */
  dots: readonly Point[]
  onPlace: boolean
}

/** What the numbers are written with. */
export interface NumberStyle {
  /** millimetres of a digit's height, its line included */
  text: number
}

/** Room around a digit, as a part of its line; the width of a digit likewise. */
const PADDING = 0.32
const DIGIT = 0.6
/** Millimetres that stay white between two labels. */
const GAP = 0.6
/** Places nearer than this are one on the sheet. */
const SAME = 0.8
/** So many parts of a label stand in a line. */
const PARTS_A_LINE = 3
/** How far beside its place a label may stand, in lines of text, nearest first. */
const DISTANCES = [1.5, 2.3, 3.3, 4.6]
const DIRECTIONS = Array.from({ length: 12 }, (_, hour) => (hour * Math.PI) / 6)

/** Numbers as they are written together: neighbours as a range, and from three on only, because "3–4" saves nothing. */
export function rangesOf(numbers: readonly number[]): string[] {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs.flatMap((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.map(String)))
}

interface Group {
  numbers: number[]
  dots: Point[]
}

function labelOf({ numbers, dots }: Group, { text }: NumberStyle): Omit<NumberLabel, 'at' | 'onPlace'> {
  const parts = rangesOf(numbers)
  const lines = Array.from({ length: Math.ceil(parts.length / PARTS_A_LINE) }, (_, line) =>
    parts.slice(line * PARTS_A_LINE, (line + 1) * PARTS_A_LINE).join(' '),
  )
  const digits = Math.max(...lines.map((line) => line.length))
  const height = (lines.length + PADDING) * text
  const width = Math.max(height, (digits * DIGIT + 2 * PADDING) * text)
  return { numbers, lines, dots, size: { width, height } }
}

const middleOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})
const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

function merged(a: Group, b: Group): Group {
  return {
    numbers: [...new Set([...a.numbers, ...b.numbers])].sort((one, other) => one - other),
    dots: [...a.dots, ...b.dots.filter((dot) => a.dots.every((known) => apart(known, dot) >= SAME))],
  }
}

/** One group a place; what lies on the same spot of the sheet is one from the start. */
function groupsOf(points: readonly NumberedPoint[]): Group[] {
  const groups: Group[] = []
  for (const { number, x, y } of points) {
    const own = { numbers: [number], dots: [{ x, y }] }
    const at = groups.findIndex(({ dots }) => dots.some((dot) => apart(dot, { x, y }) < SAME))
    const there = groups[at]
    if (there) groups[at] = merged(there, own)
    else groups.push(own)
  }
  return groups
}

/** Those with many others around them first: they have the least choice. */
function crowdedFirst(groups: readonly Group[], reach: number): Group[] {
  const middles = groups.map(({ dots }) => middleOf(dots))
  const around = middles.map((own) => middles.filter((other) => apart(own, other) < reach).length)
  return groups
    .map((group, at) => ({ group, around: around[at] ?? 0 }))
    .sort((a, b) => b.around - a.around)
    .map(({ group }) => group)
}

/** Everything that a label must keep clear of. */
interface Taken {
  frame: Box
  boxes: Box[]
  /** lines from labels to their places */
  leaders: [Point, Point][]
}

/** The first room for a label, or null: a place where it covers nothing, and best one whose lines cross nothing either. */
function roomFor(
  group: Group,
  others: readonly Point[],
  style: NumberStyle,
  taken: Taken,
): NumberLabel | null {
  const label = labelOf(group, style)
  const middle = middleOf(group.dots)
  const alone = group.dots.length === 1
  const beside = DISTANCES.flatMap((distance) =>
    DIRECTIONS.map((direction) => ({
      x: middle.x + Math.cos(direction) * (distance * style.text + label.size.width / 2 - style.text / 2),
      y: middle.y + Math.sin(direction) * (distance * style.text + label.size.height / 2 - style.text / 2),
    })),
  )
  const free = [middle, ...beside].filter((at) => {
    const box = boxAround(at, label.size)
    return (
      holds(taken.frame, box) &&
      !taken.boxes.some((other) => overlap(grown(box, GAP), other)) &&
      !others.some((dot) => covers(box, dot))
    )
  })
  const clear = free.find((at) => {
    const box = boxAround(at, label.size)
    return (
      !taken.leaders.some(([from, to]) => meets(from, to, box)) &&
      !group.dots.some((dot) => taken.boxes.some((other) => meets(dot, at, other)))
    )
  })
  const at = clear ?? free[0]
  return at ? { ...label, at, onPlace: alone && at === middle } : null
}

/** What a number that already stands in a label counts against it, in lines of text, lest one label swallow its whole quarter. */
const CROWD = 0.8

/** Whom a group shares a label with: somebody near, who does not share with many already. */
function partnerOf(group: Group, groups: readonly Group[], { text }: NumberStyle): Group | null {
  const middle = middleOf(group.dots)
  const cost = (other: Group) => apart(middleOf(other.dots), middle) + CROWD * text * other.numbers.length
  const [nearest = null] = groups.filter((other) => other !== group).sort((a, b) => cost(a) - cost(b))
  return nearest
}

/** Labels for the groups, and those for which there was no room. */
function tryToPlace(
  groups: readonly Group[],
  style: NumberStyle,
  frame: Box,
  obstacles: readonly Box[],
): { labels: NumberLabel[]; failed: Group[] } {
  const taken: Taken = { frame, boxes: [...obstacles], leaders: [] }
  const labels: NumberLabel[] = []
  const failed: Group[] = []
  for (const group of crowdedFirst(groups, 4 * style.text)) {
    const others = groups.filter((other) => other !== group).flatMap(({ dots }) => dots)
    const label = roomFor(group, others, style, taken)
    if (!label) {
      failed.push(group)
      continue
    }
    labels.push(label)
    taken.boxes.push(boxAround(label.at, label.size))
    if (!label.onPlace) taken.leaders.push(...group.dots.map((dot): [Point, Point] => [dot, label.at]))
  }
  return { labels, failed }
}

/** Whoever found no room shares with a neighbour; the last of all has nobody to share with. */
function shared(groups: readonly Group[], failed: readonly Group[], style: NumberStyle): Group[] {
  let left = [...groups]
  for (const group of failed) {
    // It may have been taken in by another meanwhile.
    if (!left.includes(group)) continue
    const partner = partnerOf(group, left, style)
    left = left.filter((other) => other !== group && other !== partner)
    if (partner) left.push(merged(partner, group))
  }
  return left
}

/**
 * Places the numbers so that no label covers another, an obstacle or somebody else's place, and all lie in the frame.
 * @param points inside the frame; a number may have several (a van with its stops)
 * @param obstacles what must stay visible, such as the mark of the service centre
 * @returns the labels, and the numbers for which the sheet has no room at all
 */
export function placeNumbers(
  points: readonly NumberedPoint[],
  style: NumberStyle,
  frame: Box,
  obstacles: readonly Box[] = [],
): { labels: readonly NumberLabel[]; left: readonly number[] } {
  let groups = groupsOf(points)
  let outcome = tryToPlace(groups, style, frame, obstacles)
  while (outcome.failed.length > 0) {
    groups = shared(groups, outcome.failed, style)
    outcome = tryToPlace(groups, style, frame, obstacles)
  }
  const { labels } = outcome
  const shown = new Set(labels.flatMap(({ numbers }) => numbers))
  const left = points.map(({ number }) => number).filter((number) => !shown.has(number))
  return { labels, left: [...new Set(left)].sort((a, b) => a - b) }
}
