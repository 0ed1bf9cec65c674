/** A facilitator who is locked out reads digits out over the telephone and types those that staff answer. */

export const UNLOCK_DIGITS = 8;

/** In fours, as they are read out: `1234 5678`. */
export const spokenDigits = (digits: string): string => digits.replace(/\d{4}(?=\d)/g, '$& ');
