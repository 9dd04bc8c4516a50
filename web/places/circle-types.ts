/** A type in a circle as its table shows it. */
export interface CircleTypeLine {
  /** code of the type */
  type: string
  /** outlets of the type in the circle itself */
  count: number
  /** whole minutes on foot from the service centre to the nearest one, wherever it stands; null for none */
  minutes: number | null
  /** whether those minutes are an estimate */
  estimated: boolean
  /** minutes that are allowed */
  limit: number
  /** whether there is none, as far as is known */
  none: boolean
  /** who reaches one in time, in words; null where nobody has counted */
  share: string | null
}
