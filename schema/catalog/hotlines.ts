/** The telephone numbers that are the same in every Chinese city: 政务服务便民热线, and 消费者投诉举报. */
export const hotlines = { city: '12345', consumer: '12315' } as const
