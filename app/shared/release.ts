import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'

/** The version that runs, as package.json names it; figures and requests to outside systems tell it. */
export const RELEASE = (
  JSON.parse(readFileSync(app.makePath('package.json'), 'utf8')) as { version: string }
).version
