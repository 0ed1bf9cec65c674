/** The two channels between the Electron shell's page and its main process. */

/** Invoked with the name and the input of a call of KioskApi; answers with its outcome. */
export const CALL_CHANNEL = 'perron:call';
/** Sent to the page with each new `KioskStatus`. */
export const STATUS_CHANNEL = 'perron:status';
