/** Stands where something was taken out of the text: a label, a phone number, a name. */
export const GAP = '\uE000'
/** Stands where a phone number was, until the names beside it are found. */
export const PHONE = '\uE001'

const OWN_MARKS = /[\uE000\uE001]/g
const INVISIBLE = /[\u200B\u200E\u200F\u202A-\u202E\u2060\uFEFF]/g
const FULL_WIDTH = /[\uFF0A\uFF0B\uFF0D\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g
const FULL_WIDTH_OFFSET = 0xfee0

/** What may stand between parts of an address, for use inside a character class. */
export const SEPARATORS = `\\s,，、。.;；:：/|·\\-—_>→"“”'‘’【】\\[\\]()（）${GAP}`

/** Digits, letters and signs as they are on a keyboard, without what nobody sees. */
export function readable(input: string): string {
  return input
    .replace(OWN_MARKS, ' ')
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .trim()
}

const PLAIN = '\\s,，、。;；:：/|\\-—_>→"“”\'‘’'
const EMPTY_BRACKETS = new RegExp(`[（(【\\[][${PLAIN}]*${GAP}[${PLAIN}${GAP}]*[)）】\\]]`, 'g')
const AROUND_GAP = new RegExp(`[${PLAIN}]*${GAP}[${PLAIN}${GAP}]*`, 'g')
const OUTSIDE = new RegExp(`^[${PLAIN}]+|[${PLAIN}]+$`, 'g')

/** One line without gaps: where something was taken out, one of the separators around it remains. */
export function tidy(text: string): string {
  return text
    .replace(EMPTY_BRACKETS, GAP)
    .replace(AROUND_GAP, (run) => run.match(/[,，、。;；/|]/)?.[0] ?? ' ')
    .replace(/([（(【[])[\s,，、]+|[\s,，、]+([)）】\]])/g, '$1$2')
    .replace(/\s*[\r\n]\s*/g, ' ')
    .replace(OUTSIDE, '')
}
