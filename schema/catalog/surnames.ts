/**
 * Family names, by which the name of a person is told from other words (`schema/rules/personal.ts`): the hundred most
 * common of the Ministry of Public Security's report on names of 2020, which 85 % of people bear, others that are not
 * rare, and those of two characters. Left out are some that mostly begin a common word (和, 成, 全, 时, 明, 师).
 */

const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常' +
  '汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷曲翁冉骆蓝游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤穆卓古吉缪简项芦褚娄窦戚岑景党宫费晏席卫宗瞿桂佟臧闵苟邬卞姬仇栾隋荣寇甄丛仲虞敖巩佘邝'

/** One character each. */
export const surnames: ReadonlySet<string> = new Set(single)

/** Two characters each. */
export const doubleSurnames: readonly string[] = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '长孙',
  '令狐',
  '宇文',
  '司徒',
  '端木',
  '东方',
  '南宫',
]
