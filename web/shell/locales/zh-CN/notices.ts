/** What residents are told for a while. */
export const notices = {
  title: '通知和活动',
  current: '正在进行',
  today: '今天',
  tomorrow: '明天',
  fromTime: '{day} {time} 起',
  untilTime: '{day}，到 {time}',
  place: '地点：{place}',
  by: '{area}发布',
  more: '还有 {n} 条',
  dismiss: '不再显示“{title}”',
}
