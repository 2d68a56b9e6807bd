import { defineConfig } from '@adonisjs/core/bodyparser'

const bodyParserConfig = defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    convertEmptyStringsToNull: true,
    trimWhitespaces: true,
    types: ['application/x-www-form-urlencoded'],
  },
  json: {
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/json', 'text/plain'],
  },
  /** Forms with files have a reader of our own: app/middleware/form_reader.ts. */
  multipart: {
    autoProcess: false,
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
