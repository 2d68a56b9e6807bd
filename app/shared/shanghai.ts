import { DateTime } from 'luxon'

/** Every business day, month and window of the shop is a day in Shanghai. Rule: docs/rules/time.md */
export const SHANGHAI = 'Asia/Shanghai'

const OFFSET_MS = 8 * 3_600_000

/** Shanghai has had no daylight saving since 1991, so a fixed offset is exact and cheap. */
function shifted(instant: Date): string {
  return new Date(instant.getTime() + OFFSET_MS).toISOString()
}

/** `2026-03-02T14:05:31.482+08:00`: the only form of an instant in JSON. */
export function toShanghaiIso(instant: Date): string {
  return `${shifted(instant).slice(0, -1)}+08:00`
}

/** The same for an instant that may be absent. */
export function toShanghaiIsoOrNull(instant: Date | null): string | null {
  return instant === null ? null : toShanghaiIso(instant)
}

/** RFC 3339 in whole seconds, as WeChat Pay reads it. */
export function toShanghaiSeconds(instant: Date): string {
  return `${shifted(instant).slice(0, 19)}+08:00`
}

/** The calendar day of an instant, `YYYY-MM-DD`. */
export function shanghaiDay(instant: Date): string {
  return shifted(instant).slice(0, 10)
}

/** `YYYY-MM-DD HH:mm:ss`, for people. */
export function toShanghaiText(instant: Date): string {
  return shifted(instant).slice(0, 19).replace('T', ' ')
}

export function today(): string {
  return shanghaiDay(new Date())
}

/** The instant at which a day begins. @throws RangeError when `day` is no calendar day */
export function startOfDay(day: string): Date {
  const parsed = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone: SHANGHAI })
  if (!parsed.isValid) throw new RangeError('A day is written as YYYY-MM-DD')
  return parsed.toJSDate()
}

/** The day `count` days later (or earlier), `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return shanghaiDay(new Date(startOfDay(day).getTime() + count * 86_400_000))
}

/** Half-open window from the beginning of the first day to the end of the last. */
export function dayWindow(first: string, last: string): { from: Date; to: Date } {
  return { from: startOfDay(first), to: startOfDay(addDays(last, 1)) }
}
