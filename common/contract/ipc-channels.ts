/** The three channels between the Electron shell's page and its main process. */

/** Invoked with the name and the input of a call of KioskApi; answers with its outcome. */
export const CALL_CHANNEL = 'perron:call';
/** Invoked without words; answers with an outcome once the page went to the printer. */
export const PRINT_CHANNEL = 'perron:print';
/** Sent to the page with each new `KioskStatus`. */
export const STATUS_CHANNEL = 'perron:status';
