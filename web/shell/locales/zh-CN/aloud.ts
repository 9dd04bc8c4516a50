export const aloud = {
  start: '念给我听',
  stop: '停',
  stopAll: '停止朗读',
  failed: '没念出来。手机的语音没有反应，请再点一次。',
  phone: '电话，{phone}。',
  row: '{name}，{state} {detail}，{minutes}。',
  minutes: '走 {n} 分钟',
  minutesAbout: '大约走 {n} 分钟',
}
