import type { Description } from '#openapi/describe'
import { text } from '#openapi/schemas'
import { Type } from '#openapi/type'

const tag = '接口文档'

export const showDocument: Description = {
  summary: '本文档，供程序读取',
  tag,
  cached: true,
  answers: {
    200: {
      description: 'OpenAPI 3.1',
      schema: Type.Object({
        openapi: text('OpenAPI 的版本'),
        info: Type.Object({}),
        paths: Type.Object({}),
        components: Type.Object({}),
      }),
      example: { openapi: '3.1.0', info: {}, paths: {}, components: {} },
    },
  },
}

export const readDocument: Description = {
  summary: '本文档，供人阅读',
  tag,
  answers: {
    200: {
      description: '网页',
      contentType: 'text/html',
      schema: Type.String(),
      example: '<!DOCTYPE html>',
    },
  },
}
