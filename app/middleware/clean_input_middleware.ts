import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { DomainError } from '#shared/domain_error'

/**
 * Refuses what no field may hold: NUL characters (the database cannot store them), lone surrogates,
 * and a JSON body that is no object.
 */
export default class CleanInputMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const body: unknown = request.body()
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new DomainError('VALIDATION_ERROR', '请求内容应为 JSON 对象')
    if (isUnclean(body) || isUnclean(request.qs()) || isUnclean(request.params()))
      throw new DomainError('VALIDATION_ERROR', '内容中含有无法识别的字符')
    return next()
  }
}

/** No form of ours is nested deeper; without an end, a small body would exhaust the stack. */
const DEEPEST = 20

function isUnclean(value: unknown, depth = 0): boolean {
  if (depth > DEEPEST) return true
  if (typeof value === 'string') return isUncleanText(value)
  if (typeof value !== 'object' || value === null) return false
  for (const [key, child] of Object.entries(value))
    if (isUncleanText(key) || isUnclean(child, depth + 1)) return true
  return false
}

function isUncleanText(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}
