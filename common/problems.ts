/**
 * The catalogue of expected failures. A failure is a plain tagged value that survives IPC, loopback and
 * Socket.IO; its sentence for people stands in `locales/<lang>/problems.json` under the same code.
 */

export const PROBLEM_CODES = [
  // Any boundary
  'input-invalid', // a field does not fit its schema; `field` names it
  'input-too-large',
  'call-unknown',
  'caller-refused', // wrong window, origin, host or secret
  'internal', // an unexpected error; `logId` finds it in the log
  'not-found',
  'rate-limited', // `retryAfterSeconds`
  // The kiosk's disk
  'storage-full',
  'storage-read-only',
  'storage-corrupt',
  'storage-newer', // written by a newer Perron
  'storage-unsafe', // SQLite cannot promise durability (version, synchronous)
  'kiosk-already-running', // another shell holds the data folder
  // The facilitator's desk
  'facilitator-locked', // the call needs an unlocked facilitator
  'pin-wrong', // `retryAfterSeconds` when the next try must wait
  'pin-paused', // too many wrong PINs; `retryAfterSeconds`
  'pin-locked', // until staff answer the kiosk's question
  'answer-wrong', // `retryAfterSeconds`
  'session-absent',
  'session-open', // a session is already open
  'session-busy', // a participant is still being helped
  'participant-absent',
  'participant-present',
  'consent-missing',
  'consent-outdated', // the wording was changed while it was being shown
  // Contributions
  'consultation-absent', // the kiosk has no consultation yet
  'consultation-closed', // before its first or after its last day
  'action-not-allowed', // staff switched it off for this consultation
  'target-unknown',
  'topic-unknown',
  'workshop-unknown',
  'already-supported',
  'supports-exhausted', // of walk-ins at this kiosk on this day
  'practising', // not while the kiosk is lent to practice
  'voice-missing', // nobody here speaks that language
  'code-malformed', // the check character does not fit
  'code-foreign', // a scanner read something else than a slip
  'code-unknown',
  'slip-damaged', // a scanner did not read the QR code whole
  'slip-elsewhere', // of another city or consultation, or of practice
  'slip-withdrawn', // everything behind it was taken back here
  'form-entered', // this kiosk has the paper form of that number
  'printer-failed',
  // Sync
  'service-unreachable',
  'not-enrolled',
  'already-enrolled',
  'enrolment-code-invalid', // unknown, used or older than 15 minutes
  'device-unknown',
  'device-revoked',
  'proof-wrong',
  'proof-missing', // an event before the device has proved itself
  'protocol-unsupported', // the kiosk speaks a version that the service does not know
  'batch-malformed',
  // Files between kiosk and service
  'carry-damaged', // half copied, altered, or no file of ours
  'carry-foreign', // of another service, or for another kiosk
  'carry-outdated', // made by the service before it was restored
  'stick-absent', // the stick is not there any more
  'stick-read-only',
  'stick-full',
  // Staff
  'signed-out',
  'credentials-wrong',
  'second-factor-missing', // the password is right; a code has to come with it
  'second-factor-wrong', // or used before
  'second-factor-present', // the account has one already
  'link-invalid', // of the first account: used, too old, or never made
  'name-taken', // there is an account, or a token, of this name
  'account-own', // nobody changes the rights of the own account
  'rows-too-many', // more than a sheet of XLSX holds
  'record-unacceptable', // in quarantine for good, or until what it lacks is here
  'not-mergeable', // not two published ideas of a consultation, or they are joined already
  'words-altered', // something else than covering parts of them
  'document-in-use', // people support it or comment on it
  'role-missing', // signed in, but without the role that this needs
  // The REST API
  'token-invalid', // none, unknown, revoked or expired
  'scope-missing', // the token holds, but not for this
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type Problem = {
  ok: false;
  problem: ProblemCode;
  /** Dotted path of the field at fault, such as `consents.0.version`. */
  field?: string;
  /** Whole seconds until another try can succeed. */
  retryAfterSeconds?: number;
  /** Finds the logged error of an `internal` problem. */
  logId?: string;
};

export type Success<T> = { ok: true; value: T };
export type Outcome<T> = Success<T> | Problem;

export const success = <T>(value: T): Success<T> => ({ ok: true, value });

export const problem = (code: ProblemCode, details: Omit<Problem, 'ok' | 'problem'> = {}): Problem => ({
  ok: false,
  problem: code,
  ...details,
});
