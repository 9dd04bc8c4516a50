/**
 * How large a walking network may be. A file is held against these before memory is taken for it: whoever can upload
 * one must not be able to stop the site. OpenStreetMap has some 50,000 nodes of a county-level city.
 */
export const networkLimits = {
  nodes: 500_000,
  edges: 600_000,
  /** bytes of the file as it is sent and stored */
  packedBytes: 5_000_000,
  /** bytes of it unpacked */
  unpackedBytes: 10_000_000,
  /** degrees from its west to its east, and from its south to its north: the largest prefectures */
  extentDegrees: 6,
  /** metres of one edge, straight: no street is longer */
  edgeMetres: 10_000,
  /** characters that say who made the data, and its licence */
  attribution: 200,
  licence: 80,
} as const
