/** Types that people ask for most, each one tap away. The first fit beside each other on a phone. */

/** 买菜: wherever one gets vegetables. */
export const groceries = ['market', 'fresh', 'vegetable_van'] as const

export const favourites = [
  ['breakfast'],
  ['pharmacy'],
  ['repair'],
  groceries,
  ['parcel'],
  ['hair'],
  ['clinic'],
] as const satisfies readonly (readonly string[])[]

/** True when two choices name the same types, in whatever order. */
export function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((code) => b.includes(code))
}
