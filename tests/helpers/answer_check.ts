import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { apiDocument } from '#openapi/document'
import type { Answer, Operation } from '#openapi/document_shape'
import type { JsonSchema } from '#openapi/json_schema'

/** An answer as it came over the wire. */
export interface GotAnswer {
  status: number
  /** the media type, without its parameters; '' when there is none */
  type: string
  body: unknown
  /** answers to HEAD have no body */
  isHead?: boolean
}

/** That the document is valid has a test of its own; to ask again for each schema takes seconds. */
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  multipleOfPrecision: 6,
  validateSchema: false,
})
formats.default(ajv)

const validators = new WeakMap<object, ValidateFunction>()

/** What is wrong with a value by a schema that refers to the components of the API document. */
export function schemaProblems(schema: JsonSchema, value: unknown): string[] {
  const { components } = apiDocument()
  const validate = validators.get(schema) ?? ajv.compile({ ...schema, components })
  validators.set(schema, validate)
  if (validate(value)) return []
  const errors = validate.errors ?? []
  return errors.slice(0, 8).map(({ instancePath, message, params }) => {
    return `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`
  })
}

/** What is wrong with an answer by what its operation promises. */
export function answerProblems({ operationId, responses }: Operation, got: GotAnswer): string[] {
  const answer: Answer | undefined = responses[got.status]
  if (!answer) return [`${operationId}: status ${got.status} is not described. ${said(got)}`]
  if (got.isHead || isRedirect(got.status)) return []
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? []
  if (!type || !content)
    return isEmpty(got.body)
      ? []
      : [`${operationId}: ${got.status} should have no body. ${said(got)}`]
  if (!isOfType(got.type, type))
    return [`${operationId}: ${got.status} is ${got.type}, described as ${type}`]
  if (type !== 'application/json') return []
  return schemaProblems(content.schema, got.body).map(
    (problem) => `${operationId}: ${got.status} is not as described: ${problem}`
  )
}

/** Paths and methods that nobody offers are refused with the usual envelope. */
export function refusalProblems(got: GotAnswer): string[] {
  if (got.isHead) return []
  if (got.status < 400) return [`no route, and yet ${got.status}. ${said(got)}`]
  return schemaProblems(apiDocument().components.schemas.Refusal, got.body)
}

/** `image/*` stands for all pictures. */
function isOfType(type: string, described: string): boolean {
  return described.endsWith('/*') ? type.startsWith(described.slice(0, -1)) : type === described
}

/** The few words that come with a redirect are nobody's contract. */
function isRedirect(status: number): boolean {
  return status >= 301 && status <= 308 && status !== 304
}

function isEmpty(body: unknown): boolean {
  return body === '' || body === null || body === undefined || JSON.stringify(body) === '{}'
}

function said({ body }: GotAnswer): string {
  return `It said ${JSON.stringify(body)?.slice(0, 300)}`
}
