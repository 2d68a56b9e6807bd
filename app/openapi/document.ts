import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { apiRoutes, documentedPath, type ApiRoute } from '#openapi/api_routes'
import { Components } from '#openapi/components'
import type { Description } from '#openapi/describe'
import { INFO, SECURITY_SCHEMES } from '#openapi/info'
import type { ApiDocument } from '#openapi/document_shape'
import { describeOperation } from '#openapi/operation'

let made: ApiDocument | undefined

/** The API in OpenAPI 3.1, made once per process. Call it once the server runs. Rule: docs/rules/api.md */
export function apiDocument(): ApiDocument {
  made ??= makeDocument(apiRoutes())
  return made
}

/**
 * The document of these routes; those without a description are left out.
 * @throws Error when two different schemas bear one name
 */
export function makeDocument(routes: ApiRoute[]): ApiDocument {
  const components = new Components()
  const paths: ApiDocument['paths'] = {}
  const tags = new Set<string>()
  for (const route of routes.filter(isDescribed)) {
    const path = (paths[documentedPath(route.pattern)] ??= {})
    path[route.method.toLowerCase()] = describeOperation(route, components)
    tags.add(route.description.tag)
  }
  return {
    openapi: '3.1.0',
    info: { ...INFO, version: versionOfShop() },
    servers: [{ url: '/', description: '本站' }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: { schemas: sorted(components.schemas), securitySchemes: SECURITY_SCHEMES },
  }
}

function versionOfShop(): string {
  const { version } = JSON.parse(readFileSync(app.makePath('package.json'), 'utf8'))
  return version
}

function isDescribed(route: ApiRoute): route is ApiRoute & { description: Description } {
  return route.description !== undefined
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
