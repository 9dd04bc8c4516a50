export const paper = {
  desk: {
    title: '纸上',
    lead: '给不用手机的人：印一本小册子，放在服务中心、棋牌室、楼道口。',
    booklets: '小册子',
  },
}
