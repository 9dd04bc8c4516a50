/** What the maker needs of a community of the city definition. */
export interface SampleCommunity {
  code: string
  name: string
  urban: boolean
}

/** The name of a community's service centre. */
export function circleTitle({ name }: SampleCommunity): string {
  return `${name}党群服务中心`
}
