/** Figures as a scraper reads them: `name{label="value"}` to number, and the names that are announced. */
export function readFigures(text: string) {
  const values = new Map<string, number>()
  const names = new Set<string>()
  for (const line of text.split('\n')) {
    const announced = /^# TYPE (\S+) /.exec(line)
    if (announced) names.add(announced[1])
    const [, series, value] = /^([a-z][^ ]*(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    if (series) values.set(series, Number(value))
  }
  return { values, names }
}

export type Figures = ReturnType<typeof readFigures>

/** The figures of a process of the shop, read as the scraper beside it does. */
export async function figuresOf(port: number): Promise<Figures> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
    headers: { connection: 'close' },
  })
  if (response.status !== 200) throw new Error(`the figures are answered with ${response.status}`)
  return readFigures(await response.text())
}
