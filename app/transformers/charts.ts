import edge from 'edge.js'

const { escape, safe } = edge.globals.html as {
  escape: (text: unknown) => string
  safe: (html: string) => { value: string }
}

const round = (value: number) => Math.round(value * 10) / 10

/** A line without axes, for tiles. */
export function sparkline(values: number[], { width = 72, height = 24 } = {}) {
  const top = Math.max(...values, 1)
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0
  const points = values.map(
    (value, i) => `${round(1 + i * step)},${round(height - 2 - (value / top) * (height - 4))}`
  )
  return safe(
    `<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true"><polyline points="${points.join(' ')}"/></svg>`
  )
}

export interface BarChart {
  /** what the picture says, for those who do not see it */
  summary: string
  labels: string[]
  bars: { name: string; values: number[]; unit: string }
  line?: { name: string; values: number[]; unit: string }
  /** text of one mark, e.g. `11-21：¥38,120.00，96 单` */
  titles: string[]
}

const WIDTH = 720
const HEIGHT = 260
const BOX = { left: 44, right: 40, top: 14, bottom: 26 }
const PLOT = { width: WIDTH - BOX.left - BOX.right, height: HEIGHT - BOX.top - BOX.bottom }

/** Bars and, over them, a line on an axis of its own: drawn here, so theme and print are right. */
export function barChart({ summary, labels, bars, line, titles }: BarChart) {
  const left = niceTop(Math.max(...bars.values, 0))
  const slot = PLOT.width / Math.max(labels.length, 1)
  const x = (i: number) => BOX.left + slot * (i + 0.5)
  const y = (value: number, top: number) => BOX.top + PLOT.height * (1 - value / top)
  const every = Math.max(1, Math.ceil(labels.length / 8))

  const grid = [0, 1, 2, 3, 4].map((n) => {
    const at = round(BOX.top + PLOT.height * (1 - n / 4))
    return `<line class="grid" x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${at}" y2="${at}"/><text x="${BOX.left - 8}" y="${at + 4}" text-anchor="end">${axisText((left * n) / 4)}</text>`
  })
  const marks = bars.values.map((value, i) => {
    const width = round(Math.min(slot * 0.66, 28))
    const top = y(value, left)
    return `<rect x="${round(x(i) - width / 2)}" y="${round(top)}" width="${width}" height="${round(BOX.top + PLOT.height - top)}" rx="2"><title>${escape(titles[i] ?? '')}</title></rect>`
  })
  const days = labels.map((label, i) =>
    (labels.length - 1 - i) % every === 0
      ? `<text x="${round(x(i))}" y="${HEIGHT - 6}" text-anchor="middle">${escape(label)}</text>`
      : ''
  )
  return safe(
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(summary)}">${grid.join('')}<g class="bars">${marks.join('')}</g>${line ? lineOf(line.values, x, y) : ''}${days.join('')}</svg>`
  )
}

function lineOf(values: number[], x: (i: number) => number, y: (v: number, top: number) => number) {
  const top = niceTop(Math.max(...values, 0))
  const axis = [0, 1, 2, 3, 4].map(
    (n) =>
      `<text x="${WIDTH - BOX.right + 8}" y="${round(y((top * n) / 4, top) + 4)}">${axisText((top * n) / 4)}</text>`
  )
  const points = values.map((value, i) => `${round(x(i))},${round(y(value, top))}`)
  return `<polyline class="line" points="${points.join(' ')}"/>${axis.join('')}`
}

/** The next round number that four equal steps reach. */
function niceTop(highest: number): number {
  if (highest <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(highest))
  const steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]
  return (steps.find((step) => step * power >= highest) ?? 10) * power
}

function axisText(value: number): string {
  return value >= 10_000 ? `${round(value / 10_000)}万` : String(round(value))
}
