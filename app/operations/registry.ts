import { Registry } from 'prom-client'

/** The figures of this process. Each file beside this one adds its own. Rule: docs/rules/operations.md */
export const registry = new Registry()

let rendering: Promise<string> | undefined

/** All figures as Prometheus reads them. Scrapes at one moment share one text. */
export function renderFigures(prepare?: () => Promise<void>): Promise<string> {
  rendering ??= render(prepare).finally(() => {
    rendering = undefined
  })
  return rendering
}

async function render(prepare?: () => Promise<void>): Promise<string> {
  await prepare?.()
  return registry.metrics()
}
