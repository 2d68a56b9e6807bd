import vine from '@vinejs/vine'

const LARGEST_ID = Number.MAX_SAFE_INTEGER

/** An id of ours: a positive whole number that a JavaScript number can hold. */
export const recordId = () => vine.number().withoutDecimals().range([1, LARGEST_ID])
