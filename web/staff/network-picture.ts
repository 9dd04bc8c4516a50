import { edgeCount, edgeFlags, type WalkingNetwork } from '../../schema/rules/walking/network.ts'

/** A street network as it is drawn, to be looked at: paths of SVG in a box of so many units. */
export interface NetworkPicture {
  width: number
  height: number
  streets: string
  /** what wheels cannot pass */
  steps: string
}

/** Units of the longer side; what is shorter than one is not drawn. */
const SIDE = 1_600

interface Frame {
  west: number
  north: number
  /** units a degree */
  across: number
  down: number
  width: number
  height: number
}

/** The frame of all nodes, with degrees of longitude as short as they are there. */
function frameOf({ longitudes, latitudes }: WalkingNetwork): Frame {
  const least = (degrees: Float64Array) => degrees.reduce((one, other) => Math.min(one, other), 180)
  const most = (degrees: Float64Array) => degrees.reduce((one, other) => Math.max(one, other), -180)
  const [west, east, south, north] = [least(longitudes), most(longitudes), least(latitudes), most(latitudes)]
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const down = SIDE / Math.max((east - west) * shortened, north - south, 1e-6)
  const across = down * shortened
  const size = (units: number) => Math.max(1, Math.ceil(units))
  return {
    west,
    north,
    across,
    down,
    width: size((east - west) * across),
    height: size((north - south) * down),
  }
}

/** Draws a network: every edge once, and a run of edges in one stroke. */
export function pictureOf(network: WalkingNetwork): NetworkPicture {
  const { ends, flags, longitudes, latitudes } = network
  const { west, north, across, down, width, height } = frameOf(network)
  const place = (node: number) =>
    `${Math.round(((longitudes[node] ?? 0) - west) * across)} ${Math.round((north - (latitudes[node] ?? 0)) * down)}`
  const paths = { streets: '', steps: '' }
  const pens = { streets: '', steps: '' }
  for (let edge = 0; edge < edgeCount(network); edge++) {
    const kind = ((flags[edge] ?? 0) & edgeFlags.steps) === 0 ? 'streets' : 'steps'
    const [from, to] = [place(ends[2 * edge] ?? 0), place(ends[2 * edge + 1] ?? 0)]
    if (from === to) continue
    paths[kind] += pens[kind] === from ? `L${to}` : `M${from}L${to}`
    pens[kind] = to
  }
  return { width, height, ...paths }
}
