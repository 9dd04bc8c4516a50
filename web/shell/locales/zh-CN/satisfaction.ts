/** The page of the measure against 85 %. */
export const satisfaction = {
  title: '满意度',
}
