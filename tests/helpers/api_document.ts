import { ApiClient, type ApiResponse } from '@japa/api-client'
import type { PluginFn } from '@japa/runner/types'
import { HttpRequest, RequestValidator, type HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { answerProblems, refusalProblems, type GotAnswer } from '#tests/helpers/answer_check'
import type { Description } from '#openapi/describe'
import { apiDocument } from '#openapi/document'
import { documentedPath } from '#openapi/api_routes'

/**
 * Checks every answer of the API that a test gets against the API document, and that controllers
 * validate what the document says. An answer that nobody described fails the test that got it.
 */
export const apiDocumentCheck: PluginFn = () => {
  ApiClient.teardown((response) => {
    const problems = documentProblems(servedAnswer(response))
    if (problems.length > 0) throw new Error(problems.join('\n'))
  })
  HttpRequest.macro('validateUsing', function (this: HttpRequest, ...args) {
    assertDescribed(this.ctx!, args[0])
    return new RequestValidator(this.ctx!).validateUsing(...args)
  })
  HttpRequest.macro('tryValidateUsing', function (this: HttpRequest, ...args) {
    assertDescribed(this.ctx!, args[0])
    return new RequestValidator(this.ctx!).tryValidateUsing(...args)
  })
}

/** A controller runs far from the test, so that its faults wait here for the answer. */
const validatorProblems: string[] = []

function assertDescribed({ route }: HttpContext, validator: unknown) {
  const description = route?.meta.description as Description | undefined
  if (!description || description.body === validator || description.multipart) return
  const problem = `${route?.name}: the body is validated by another validator than the described one`
  validatorProblems.push(problem)
  throw new Error(problem)
}

/** An answer, and what the server took its request for. */
export interface ServedAnswer extends GotAnswer {
  method: string
  /** without the query */
  pathname: string
}

/** What is wrong with an answer by the API document, whatever client got it; paths of others pass. */
export function documentProblems({ method, pathname, ...answer }: ServedAnswer): string[] {
  const problems = validatorProblems.splice(0)
  if (method === 'OPTIONS' || !/^\/api(\/|$)/.test(pathname)) return problems
  const asked = `${method} ${pathname}`
  const found = answerFaults(method, pathname, answer)
  return [...problems, ...found.map((problem) => `${asked}: ${problem}`)]
}

function answerFaults(method: string, pathname: string, answer: GotAnswer): string[] {
  const route = router.match(pathname, method, false)?.route
  if (!route) return refusalProblems(answer)
  const operations = apiDocument().paths[documentedPath(route.pattern)] ?? {}
  const operation = operations[method === 'HEAD' ? 'get' : method.toLowerCase()]
  if (!operation) return [`the route ${route.name} is not described`]
  return answerProblems(operation, answer)
}

function servedAnswer(response: ApiResponse): ServedAnswer {
  const { method, url } = servedRequest(response)
  const { pathname } = new URL(url, 'http://localhost')
  return {
    method,
    pathname,
    status: response.status(),
    type: response.type(),
    body: response.type().includes('json') ? response.body() : response.text(),
    isHead: method === 'HEAD',
  }
}

/** What the server took the request for: POST may stand for another method. */
function servedRequest(response: ApiResponse): { method: string; url: string } {
  const { method, url } = response.response.request as unknown as { method: string; url: string }
  if (method !== 'POST') return { method, url }
  const override = response.request.request.get('x-http-method-override') as unknown
  const wanted = typeof override === 'string' ? override.toUpperCase() : ''
  return { method: ['PATCH', 'PUT', 'DELETE'].includes(wanted) ? wanted : method, url }
}
