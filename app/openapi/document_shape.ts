import type { JsonSchema } from '#openapi/json_schema'

/** The parts of OpenAPI 3.1 that our document has. */
export interface ApiDocument {
  openapi: string
  info: object
  servers: object[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object }
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, string[]>[]
  parameters?: object[]
  requestBody?: { required: boolean; content: Record<string, Content> }
  responses: Record<string, Answer>
}

export interface Answer {
  description: string
  headers?: Record<string, object>
  content?: Record<string, Content>
}

export interface Content {
  schema: JsonSchema
  example?: unknown
  examples?: object
}
