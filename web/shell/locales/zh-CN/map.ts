export const map = {
  keys: '方向键移动，加号减号缩放。地图上的网点，列表里都有。',
  minutes: '{n} 分钟',
  cluster: { open: '{n} 开', unknown: '待核实' },
  zoom: { in: '放大', out: '缩小' },
  legend: {
    label: '图例',
    basic: '便民基础',
    quality: '品质提升',
    public: '公共服务',
    mobile: '流动网点',
    open: '开着',
    soon: '快关门',
    closed: '关着',
    unknown: '待核实',
  },
  credits: {
    between: ' · ',
    sample: '示例底图',
    approval: '审图号 {number}',
    estimated: '步行时间是估算',
    fellBack: '在线底图没有打开，先用自带的',
  },
}
