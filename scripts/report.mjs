/** A failure that the operator can act on: shown as its message alone, without a stack. */
export class Refusal extends Error {}

const colours = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)

export const bold = (text) => paint(1, text)
export const red = (text) => paint(31, text)
export const green = (text) => paint(32, text)

/** One line of progress. */
export function say(text) {
  process.stdout.write(`${paint(36, '›')} ${text}\n`)
}

/** Runs a step and says how long it took when that was long enough to wonder about. */
export async function timed(text, work) {
  say(text)
  const begin = performance.now()
  const result = await work()
  const seconds = (performance.now() - begin) / 1000
  if (seconds > 3) say(`${text} 完成（${seconds.toFixed(1)} 秒）`)
  return result
}

/** Prints a failure: refusals in one line, everything unexpected with its stack. */
export function complain(error) {
  const text = error instanceof Refusal ? error.message : (error?.stack ?? String(error))
  process.stderr.write(`${red('✗')} ${text}\n`)
}
