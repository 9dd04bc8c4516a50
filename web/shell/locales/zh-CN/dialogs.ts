export const dialogs = {
  from: {
    title: '从哪里走',
    filter: '搜社区',
    none: '没有这个社区',
    noCentre: '还不知道中心在哪里',
    anywhere: '不选，看全城',
  },
  time: {
    label: '什么时候',
    title: '什么时候去',
    tonight: '今晚 9 点',
    tomorrow: '明早 7 点',
    pick: '别的时间',
    day: '哪一天',
    clock: '几点',
    use: '就看这个时间',
  },
  filters: {
    title: '筛选',
    clear: '去掉全部条件',
    show: '看结果（{n} 家）',
  },
  types: {
    title: '找哪一类',
  },
}
