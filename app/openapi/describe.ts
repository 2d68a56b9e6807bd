import { Route } from '@adonisjs/core/http'
import type { TSchema } from 'typebox'
import type { VineValidator } from '@vinejs/vine'
import type { ErrorCode } from '#shared/domain_error'

/** A validator of any shape: the document only asks for its JSON schema. */
export type Validator = Pick<VineValidator<never, never>, 'toJSONSchema'>

export interface AnswerDescription {
  description: string
  /** absent for answers without a body */
  schema?: TSchema
  example?: unknown
  /** `application/json` unless said otherwise */
  contentType?: string
}

/**
 * What the API document says of one endpoint. Path parameters, security and the operation's id come
 * from the route itself. Rule: docs/rules/api.md
 */
export interface Description {
  /** a few words of Chinese, e.g. 收货地址列表 */
  summary: string
  /** whole sentences where the summary is not enough */
  description?: string
  /** the group in the reader, e.g. 收货地址 */
  tag: string
  /** query parameters; what does not parse counts as absent, so all are optional */
  query?: Record<string, TSchema>
  headers?: Record<string, TSchema>
  body?: Validator
  bodyExample?: unknown
  /** text parts and file part of an upload, instead of `body` */
  multipart?: TSchema
  /** the endpoint honours `Idempotency-Key`, by the middleware `idempotent` or by itself */
  idempotent?: boolean
  /** public answers carry an ETag and are answered 304 to whom has them */
  cached?: boolean
  /** who signs the messages that arrive here, instead of a token */
  signature?: 'wechat_pay'
  /** answers by status; beside the successes also those refusals that have no envelope */
  answers: Record<number, AnswerDescription>
  /**
   * Refusals of this endpoint beyond the general ones (app/openapi/refusals.ts) by status, with their
   * codes. An empty list stands for the status' usual code.
   */
  refusals?: Record<number, ErrorCode[]>
}

declare module '@adonisjs/core/http' {
  interface Route {
    /** Says what the API document shows of this endpoint. */
    describe(description: Description): this
  }
}

const descriptions = new WeakMap<Route, Description>()

Route.macro('describe', function describe(this: Route, description: Description) {
  if (!descriptions.has(this)) {
    const toJSON = this.toJSON.bind(this)
    this.toJSON = () => {
      const route = toJSON()
      return { ...route, meta: { ...route.meta, description: descriptions.get(this) } }
    }
  }
  descriptions.set(this, description)
  return this
})
