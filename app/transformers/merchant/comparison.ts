const signed = (value: number, text: string) =>
  value === 0 ? '持平' : `${value > 0 ? '+' : '−'}${text}`

/** How far a figure is above or below an earlier one: `+12.4%`. From nothing there is no percentage. */
export function changeOf(now: number, then: number): string {
  if (then === 0) return now === 0 ? '持平' : '此前为 0'
  const change = Math.round(((now - then) / then) * 1000) / 10
  return signed(change, `${Math.abs(change).toFixed(1)}%`)
}

/** The same between two shares, in points: `+1.3 点`. */
export function pointsOf(now: number | null, then: number | null): string {
  if (now === null || then === null) return '-'
  const change = Math.round((now - then) * 1000) / 10
  return signed(change, `${Math.abs(change).toFixed(1)} 点`)
}
