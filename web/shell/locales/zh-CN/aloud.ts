export const aloud = {
  start: '念给我听',
  stop: '停',
  row: '{name}，{state}{detail}，{minutes}。',
  minutes: '走 {n} 分钟',
  minutesAbout: '大约走 {n} 分钟',
}
