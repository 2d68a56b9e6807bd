import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
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

let axe: string | undefined

/** What axe finds on a page: WCAG 2.2 A and AA and best practices, as `rule: first element`. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  axe ??= readFileSync(app.makePath('node_modules/axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe
    const { violations } = await runner.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`)
  })
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[]
}
