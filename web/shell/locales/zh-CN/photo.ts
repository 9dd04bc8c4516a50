/** Choosing a photo. */
export const photo = {
  title: '照片',
  choose: '选照片或拍一张',
  change: '换一张',
  remove: '去掉照片',
  removed: '照片已去掉',
  working: '正在处理照片…',
  ready: '照片选好了',
  sending: '正在上传，{n}%',
  promise: '照片里的地点、时间等信息，会先去掉再上传。',
  shown: '选好的照片',
  describe: '照片上是什么',
  needNot: '可不写',
  why: '给看不见照片的人听。比如：店门口，招牌下有三级台阶。',
  over: '多了 {n} 个字，请删短一点',
  problems: {
    unreadable: '打不开这张照片。它可能不是照片，也可能是这个浏览器不认识的格式。换一张试试。',
    too_small: '照片太小，看不清。短的一边至少要 {n} 像素，也不能太细长。',
    too_large: '这张照片压不小。换一张试试。',
    unsupported: '这个浏览器现在处理不了照片。看看有没有网络，再选一次；还不行，就换个浏览器。',
  },
}
