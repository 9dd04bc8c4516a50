/** Why a street network is not taken at the desk; the old one stays in use then. */

import type { NetworkFault } from '../rules/walking/network-file.ts'

/** The share of a network's nodes that must lie within the bounds of the city. */
export const networkShareInside = 0.5

/** A fault of the file, or most of its streets lie outside the city. */
export type NetworkRefusal = NetworkFault | 'elsewhere'
