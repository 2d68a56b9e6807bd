import vine from '@vinejs/vine'
import { clearableText } from '#validators/text'

/** Without a keyword all of the history is meant; something that is no text must not mean that. */
export const clearedHistoryValidator = vine.create({
  keyword: clearableText(200, '只清除这个关键词，不分大小写；没有时清除全部').optional(),
})
