/** Pixels of one picture; a small file can hold many. */
export const MOST_PIXELS = 40_000_000
/** Pixels of the longest side as it is stored. */
export const LONGEST_SIDE = 4096
/** Bytes of a stored picture, and of what staff upload: the most that reaches us in one request. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Bytes of what customers upload. */
export const MOST_CUSTOMER_BYTES = 10 * 1024 * 1024
