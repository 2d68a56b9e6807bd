import router from '@adonisjs/core/services/router'
import type { Description } from '#openapi/describe'

/** One method of one path of the API. */
export interface ApiRoute {
  name: string
  method: string
  /** as the router knows it, e.g. `/api/orders/:id` */
  pattern: string
  /** names of what stands before the controller */
  middleware: Set<string>
  /** whether a parameter of the path is a whole number */
  isInteger: (parameter: string) => boolean
  description?: Description
}

/** Every route under `/api`, twins such as PUT and PATCH apart. Call it once the server runs. */
export function apiRoutes(): ApiRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => pattern === '/api' || pattern.startsWith('/api/'))
    .flatMap((route) => {
      const middleware = [...route.middleware.all()].map(({ name }) => name ?? '')
      return route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          name: route.name ?? '',
          method,
          pattern: route.pattern,
          middleware: new Set(middleware),
          isInteger: (parameter: string) => !!route.matchers[parameter]?.cast,
          description: route.meta.description as Description | undefined,
        }))
    })
}

/** The path as clients write it: parameters in braces, a slash at the end unless it names a file. */
export function documentedPath(pattern: string): string {
  const path = pattern.replace(/:(\w+)\??/g, '{$1}')
  return path.includes('.') || path.endsWith('/') ? path : `${path}/`
}

export function pathParameters(pattern: string): string[] {
  return [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name)
}
