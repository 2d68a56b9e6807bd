import router from '@adonisjs/core/services/router'
import { documentedPath } from '#openapi/api_routes'
import { apiDocument } from '#openapi/document'
import type { Operation } from '#openapi/document_shape'
import { answerProblems, refusalProblems, type GotAnswer } from '#tests/helpers/answer_check'
import type { RawAttack } from './raw_attacks.js'
import { shown, type Answer, type Attack, type Outcome } from './attack.js'

/** What nothing from the inside looks like. */
const INSIDE =
  /node_modules|\.ts:\d|\.js:\d| at [\w.<>]+ \(|Error:|syntax error|pgboss|ECONN|select \w+ from/

/** What is wrong with what became of an attack; nothing when it was answered as the document says. */
export function problemsWith(attack: Attack, outcome: Outcome): string[] {
  const problems = typeof outcome === 'string' ? [outcome] : answerFaults(attack, outcome)
  return problems.map((problem) => `${problem} <- ${shown(attack)}`)
}

/** The same for bytes that are no proper request: Node may refuse those itself, without a body. */
export function rawProblemsWith({ what, isCut }: RawAttack, outcome: Outcome): string[] {
  if (outcome === 'closed' && isCut) return []
  if (typeof outcome === 'string') return [`${outcome} <- ${what}`]
  const { status, text, headers } = outcome
  if (status >= 500) return [`${status} ${text.slice(0, 200)} <- ${what}`]
  if (status < 400 || !String(headers['content-type']).startsWith('application/json')) return []
  const body = parsed(text)
  const got = { status, type: 'application/json', body }
  return [...refusalProblems(got), ...refusalFaults(got, outcome)].map(
    (problem) => `${problem} <- ${what}`
  )
}

function answerFaults(attack: Attack, answer: Answer): string[] {
  const { status, text, headers } = answer
  /** Asking what is allowed is answered by the rules of cross-origin requests. */
  if (attack.method === 'OPTIONS' && status === 204) return []
  const type = String(headers['content-type'] ?? '').split(';')[0]
  const isHead = attack.method === 'HEAD'
  const body = type === 'application/json' && !isHead ? parsed(text) : text
  if (body === undefined) return [`${status} with broken JSON: ${text.slice(0, 200)}`]
  const got = { status, type, body, isHead }
  const operation = servedBy(attack)
  const faults = operation ? answerProblems(operation, got) : refusalProblems(got)
  if (status >= 500 && !isSupplierAway(got)) return [`${status} ${text.slice(0, 200)}`, ...faults]
  const plain = operation && !hasEnvelope(operation, status)
  return status < 400 || isHead || plain ? faults : [...faults, ...refusalFaults(got, answer)]
}

/** There is no supplier in this test, and its goods cannot be sold without asking it. */
function isSupplierAway({ status, body }: GotAnswer): boolean {
  return status === 503 && (body as { error_code?: string }).error_code === 'SUPPLIER_API_ERROR'
}

/** Messages of outside systems are refused in their words. */
export function hasEnvelope({ responses }: Operation, status: number): boolean {
  return JSON.stringify(responses[status]?.content ?? 'Refusal').includes('Refusal')
}

/** What the schema of a refusal cannot say. */
function refusalFaults({ status, type, body }: GotAnswer, { headers, text }: Answer): string[] {
  const { code, message, detail } = (body ?? {}) as Record<string, unknown>
  const checks: [boolean, string][] = [
    [type === 'application/json', `a refusal of the type ${type}`],
    [code === status, `${status} with the code ${code}`],
    [message === detail, 'message and detail differ'],
    [/^[\p{Script=Han}￥¥\d“]/u.test(String(message)), `said ${message}`],
    [!INSIDE.test(text), `tells of the inside: ${text.slice(0, 200)}`],
    [headers['cache-control'] === 'no-store', 'a refusal that may be stored'],
    [status !== 401 || !!headers['www-authenticate'], '401 without WWW-Authenticate'],
    [status !== 405 || !!headers.allow, '405 without Allow'],
    [status !== 429 || !!headers['retry-after'], '429 without Retry-After'],
  ]
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const OVERRIDABLE = ['PATCH', 'PUT', 'DELETE']

/** The operation that the document names for this request, if there is one. */
function servedBy({ method, address, headers }: Attack): Operation | undefined {
  const [path] = address.split('?', 1)
  const route = decodes(path) && router.match(path, servedAs(method, headers), false)?.route
  if (!route) return undefined
  const operations = apiDocument().paths[documentedPath(route.pattern)] ?? {}
  const served = servedAs(method, headers)
  return operations[served === 'HEAD' ? 'get' : served.toLowerCase()]
}

function servedAs(method: string, headers: Attack['headers']): string {
  const override = String(headers['x-http-method-override'] ?? '')
    .trim()
    .toUpperCase()
  return method === 'POST' && OVERRIDABLE.includes(override) ? override : method
}

function decodes(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
