import { json, page, parseJson, seeOther, type Answer } from '#sandbox/http/exchange'
import type { IncomingHttpHeaders } from 'node:http'

/** A request of a tester or of somebody at the demo: forms and JSON give the same fields. */
export interface ControlRequest {
  method: string
  path: string
  query: URLSearchParams
  /** The JSON body or the fields of a form; an empty object without a body. */
  fields: Record<string, unknown>
  /** A browser's form: answers with a page instead of JSON. */
  isForm: boolean
  wantsHtml: boolean
}

/** What a control request cannot have; the text is Chinese and says what to do. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** Reads the body; throws ControlError when it is neither a form nor a JSON object. */
export function readControlRequest(
  method: string,
  url: URL,
  headers: IncomingHttpHeaders,
  body: Buffer
): ControlRequest {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  return {
    method,
    path: url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname,
    query: url.searchParams,
    fields: isForm ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : object(body),
    isForm,
    wantsHtml: headers.accept?.includes('text/html') === true,
  }
}

function object(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {}
  const value = parseJson(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError(400, '请求体必须是 JSON 对象')
  }
  return value as Record<string, unknown>
}

/** Chooses one of the allowed texts; throws ControlError. */
export function oneOf<T extends string>(
  request: ControlRequest,
  name: string,
  allowed: readonly T[],
  fallback?: T
): T {
  const value = request.fields[name] ?? fallback
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new ControlError(400, `${name} 只能是 ${allowed.join('、')}`)
  return found
}

export { json, page, seeOther, type Answer }
