import axe from 'axe-core'
import type { Page } from 'playwright'

/** Collects what the browser complains about: blocked content, errors of scripts. */
export function complaints(page: Page): string[] {
  const found: string[] = []
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (message) => {
    const text = message.text()
    /** Chromium prints every answer from 400 on; the tests look at those themselves. */
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) found.push(text)
  })
  return found
}

/** Until everything that moves or fades once has come to rest: half-faded text has no contrast. */
const AT_REST = `Promise.all(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => {})))`

/** What axe finds on a page at rest: WCAG 2.2 A and AA and best practices, as `rule: first element`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  await page.evaluate(`${AT_REST}.then(() => {})`)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`)
}

/** The id of the element that has the focus, '' when it has none. */
export function focusedId(page: Page): Promise<string> {
  return page.evaluate('document.activeElement?.id ?? ""')
}

/** How many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
}
