import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isApiPath } from '#exceptions/api_error'

const OVERRIDABLE = new Set(['PATCH', 'PUT', 'DELETE'])

/**
 * Who can send nothing but POST says here which method is meant: forms of the console in the query
 * (`?_method=PATCH`), clients of the API in `X-HTTP-Method-Override`. The framework's own way is
 * switched off, because it believes the body: there `_method=GET` would pass the guard against foreign
 * forms, and a `_method` that is no text would end the process.
 */
export default class MethodOverrideMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (request.request.method === 'POST') {
      const wanted = isApiPath(request.url())
        ? request.header('x-http-method-override')
        : (request.qs()._method as unknown)
      const method = typeof wanted === 'string' ? wanted.toUpperCase() : ''
      if (OVERRIDABLE.has(method)) request.request.method = method
    }
    return next()
  }
}
