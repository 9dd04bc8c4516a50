/** A small extract of OpenStreetMap, as a text: streets around a place, and one that hangs together with nothing. */

/**
 * A grid of streets with stairs in the middle.
 * @param rows streets each way
 * @param from longitude and latitude of the first corner
 */
export function streetsFile(rows: number, [lng, lat]: readonly [number, number]): string {
  const places = Array.from({ length: rows }, (_, place) => place)
  const id = (row: number, column: number) => 1 + row * rows + column
  const node = (of: number, row: number, column: number) =>
    `<node id="${of}" lat="${(lat + row / 1_000).toFixed(6)}" lon="${(lng + column / 1_000).toFixed(6)}"/>`
  const way = (of: number, nodes: readonly number[], highway: string) =>
    `<way id="${of}">${nodes.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="${highway}"/></way>`
  const apart = rows * rows + 1
  return [
    '<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">',
    ...places.flatMap((row) => places.map((column) => node(id(row, column), row, column))),
    node(apart, -2, 0),
    node(apart + 1, -2, 1),
    ...places.map((row) =>
      way(
        1 + row,
        places.map((column) => id(row, column)),
        row === Math.floor(rows / 2) ? 'steps' : 'residential',
      ),
    ),
    ...places.map((column) =>
      way(
        1_000 + column,
        places.map((row) => id(row, column)),
        'footway',
      ),
    ),
    way(2_000, [apart, apart + 1], 'residential'),
    '</osm>',
  ].join('\n')
}
