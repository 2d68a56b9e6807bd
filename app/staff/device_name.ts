const SYSTEMS: [RegExp, string][] = [
  [/MicroMessenger/i, '微信'],
  [/iPhone/i, 'iPhone'],
  [/iPad/i, 'iPad'],
  [/Android/i, 'Android'],
  [/Windows/i, 'Windows'],
  [/Mac OS X|Macintosh/i, 'macOS'],
  [/Linux/i, 'Linux'],
]

const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//i, 'Edge'],
  [/Firefox|FxiOS/i, 'Firefox'],
  [/Chrome|CriOS|Chromium/i, 'Chrome'],
  [/Safari/i, 'Safari'],
]

/** `Windows Chrome`: enough for a person to recognise the own device in a list. */
export function deviceName(userAgent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent))?.[1]
  return [named(SYSTEMS), named(BROWSERS)].filter(Boolean).join(' ') || '未知设备'
}
