import { createHash, randomBytes } from 'node:crypto'

export type TokenKind = 'access' | 'refresh'

const PREFIXES: Record<TokenKind, string> = { access: 'at_', refresh: 'rt_' }
const SHAPES: Record<TokenKind, RegExp> = {
  access: /^at_[\w-]{43}$/,
  refresh: /^rt_[\w-]{43}$/,
}

/** 256 random bits behind a prefix, so that neither kind is ever taken for the other. */
export function newToken(kind: TokenKind): string {
  return PREFIXES[kind] + randomBytes(32).toString('base64url')
}

/**
 * What the database keeps of a token, or null when the text cannot be one of ours. The tokens are
 * random, so a plain hash is as safe as a slow one.
 */
export function tokenHash(kind: TokenKind, token: string): string | null {
  return SHAPES[kind].test(token) ? createHash('sha256').update(token).digest('hex') : null
}
