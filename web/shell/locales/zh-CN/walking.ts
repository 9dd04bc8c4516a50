/** Walking: from where, how, and what the way is like. */
export const walking = {
  pin: {
    pick: '从地图上选点',
    role: '可以移动的出发点',
    label: '出发点',
    hint: '方向键移动 {fine} 米，按住 Shift 移动 {coarse} 米。列表跟着变。这个点不会存下来，也不会发出去。',
  },
  manner: {
    label: '怎么走',
    elder: '慢一点走',
    wheels: '无台阶路线',
    hint: '慢一点走：按老人的步子算。无台阶路线：推轮椅、婴儿车，不走台阶和不平的路。',
  },
  way: {
    minutes: '{n} 分钟',
    minutesAbout: '约 {n} 分钟',
    walk: '步行 {minutes}',
    metres: '{metres} 米',
    kilometres: '{km} 公里',
    comma: '，',
    steps: '有台阶',
    none: '没找到无台阶路线',
    stepsMetres: '路上有台阶，共约 {metres} 米。',
    noStepsKnown: '地图上这条路没有台阶。',
    estimate: '分钟数按直线距离估算，实际可能远一些。',
  },
  maps: {
    title: '用哪个地图带路',
    hint: '会打开别的应用或网站，从您所在的地方走到{name}。',
    amap: '高德地图',
    baidu: '百度地图',
    tencent: '腾讯地图',
    apple: '苹果地图',
  },
  map: {
    loading: '地图正在打开，列表已经可以用',
    fellBack: '网上的底图打不开，先用自带的底图。',
    details: '看详情',
  },
}
