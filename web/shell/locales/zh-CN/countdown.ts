/** How long there is until something about a complaint runs out. */
export const countdown = {
  workingDays: '还剩 {n} 个工作日',
  days: '还剩 {n} 天',
  today: '今天 24 点前',
  late: '超时 {n} 天',
}
