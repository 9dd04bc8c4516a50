/** Examples of feeds and calendars, for the API's description: one entry of each. */

export const changesExample = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
 <id>tag:yikezhong.example,2026:circles/411281001001/changes</id>
 <title type="text">民安社区便民生活圈：网点变化</title>
 <subtitle type="text">新收录、暂停营业、恢复营业、不再营业、改名和搬迁的网点</subtitle>
 <updated>2026-11-24T12:38:00.000Z</updated>
 <author>
  <name>义马一刻钟便民生活圈</name>
 </author>
 <link rel="self" type="application/atom+xml" href="https://yikezhong.example/api/circles/411281001001/changes.atom"/>
 <link rel="alternate" type="text/html" href="https://yikezhong.example/circles/411281001001"/>
 <entry>
  <id>tag:yikezhong.example,2026:outlets/0Q3nc27WGp/2026-11-24T12:38:00.000Z/closing</id>
  <title type="text">停业几天：半步便利（民安店），2027年2月5日至2月10日</title>
  <updated>2026-11-24T12:38:00.000Z</updated>
  <link rel="alternate" type="text/html" href="https://yikezhong.example/outlets/0Q3nc27WGp"/>
 </entry>
</feed>
`

export const apiChangesExample = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
 <id>tag:yikezhong.example,2026:api/changes</id>
 <title type="text">一刻钟：接口变更</title>
 <updated>2026-11-23T00:00:00.000Z</updated>
 <author>
  <name>一刻钟</name>
 </author>
 <link rel="self" type="application/atom+xml" href="https://yikezhong.example/api/changes.atom"/>
 <link rel="alternate" type="text/html" href="https://yikezhong.example/api/docs#changes"/>
 <entry>
  <id>tag:yikezhong.example,2026:api/versions/1</id>
  <title type="text">接口第 1 版</title>
  <updated>2026-11-23T00:00:00.000Z</updated>
  <link rel="alternate" type="text/html" href="https://yikezhong.example/api/docs#v1"/>
  <content type="text">新增：城市、生活圈、网点和接口说明</content>
 </entry>
</feed>
`

export const stopsExample = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//yikezhong//stops//ZH',
  'URL:https://yikezhong.example/outlets/lsjne3J2H3',
  'NAME:民安社区蔬菜直通车：到站时间',
  'X-WR-CALNAME:民安社区蔬菜直通车：到站时间',
  'BEGIN:VEVENT',
  'UID:iTFWuh8QCn-29924250@yikezhong.example',
  'SEQUENCE:0',
  'DTSTAMP:20261124T000000Z',
  'DTSTART:20261124T013000Z',
  'DTEND:20261124T030000Z',
  'SUMMARY:民安社区蔬菜直通车 · 春风街 18 号',
  'LOCATION:春风街 18 号',
  'GEO:34.74807;111.85845',
  'URL;VALUE=URI:https://yikezhong.example/outlets/lsjne3J2H3?stop=iTFWuh8QCn',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')
