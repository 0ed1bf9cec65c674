/**
 * The vocabulary of what a kiosk records. A record is an append-only header and a payload; the chain runs
 * over headers only, so that words can be erased and everything else still checked.
 */
import type { ContactWay, FurtherPurpose } from './consents.ts';
import type { SessionFileFormat } from './export-columns.ts';

export const RECORD_FORMAT = 1;

export type Mode = 'assisted' | 'self-service';

export type RecordHeader = {
  /** Id of the last time anchor that the service signed for this device, or null before the first. */
  readonly anchor: string | null;
  /**
   * Milliseconds since 1970-01-01T00:00:00Z by the device's clock, corrected by what the anchor told; without an
   * anchor it may be wrong by years.
   */
  readonly at: number;
  /** Names one run of the host; `mono` is comparable only within it. */
  readonly boot: string;
  readonly chainId: string;
  /** UUIDv7, made on the kiosk. */
  readonly id: string;
  readonly kind: string;
  readonly mode: Mode;
  /** Monotonic milliseconds since the host's start. */
  readonly mono: number;
  readonly participantId: string | null;
  /** Digest of the body line (salt and payload). */
  readonly payloadHash: string;
  /** Digest of the previous header line of the chain; null for `seq` 1. */
  readonly prev: string | null;
  /** 1, 2, 3 ... without gaps within the chain. */
  readonly seq: number;
  readonly sessionId: string | null;
  readonly v: number;
};

export type ConsentPurpose = 'publish-words' | FurtherPurpose;
export type ConsentManner = 'touched' | 'spoken' | 'signed-on-paper';

/** One answer to one wording. `wording` is the digest of the text that was shown, `version` its name. */
export type Consent = {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
  readonly version: string;
  readonly wording: string;
  readonly language: string;
  readonly manner: ConsentManner;
};

/** Whose words stand in a contribution. */
export type Authorship = 'verbatim' | 'summarised' | 'interpreted' | 'group';
/** How the words were read back before they were confirmed. */
export type ReadBack = 'on-screen' | 'aloud' | 'on-paper';
/** Who said that the words are right. */
export const CONFIRMERS = ['participant', 'companion', 'interpreter'] as const;
export type Confirmer = (typeof CONFIRMERS)[number];
/** How many people a group can be, so that three digits are enough. */
export const GROUP_SIZE = { min: 2, max: 999 } as const;
export type TargetKind = 'idea' | 'proposal';

type Worded = {
  readonly consultationId: string;
  readonly words: string;
  /** BCP 47 tag of the language that the words are written in. */
  readonly language: string;
  readonly authorship: Authorship;
  /** Of how many people a group is. Still one contribution. */
  readonly people?: number | undefined;
  readonly readBack: ReadBack;
  /** Absent for what its author wrote on a form. */
  readonly confirmedBy?: Confirmer | undefined;
};

/** What a person said who does not want it published: nobody but the holders of the city's key can read it. */
type Sealed = Omit<Worded, 'words'> & {
  /** Base64 of an age file, of the JSON of `SealedWords`. */
  readonly sealed: string;
};
export type SealedWords = { readonly title: string | null; readonly words: string };

export type RecordPayloads = {
  'session.opened': {
    readonly consultationId: string;
    /** Null for a day of self-service: nobody helps. */
    readonly facilitatorId: string | null;
    /** The workshop of the agenda, or null for an unplanned session. */
    readonly workshopId: string | null;
  };
  'participant.welcomed': {
    readonly language: string;
    readonly consents: readonly Consent[];
    /** Only where it may be shown. */
    readonly firstName?: string | undefined;
    /** The adult with somebody who is younger than the city lets take part alone agreed to this wording. */
    readonly guardian?: Omit<Consent, 'purpose' | 'given'> | undefined;
  };
  /** `sealed` is the base64 of an age file, of the JSON of `ContactDetails`. */
  'contact.sealed': {
    readonly preference: ContactWay;
    readonly language: string;
    readonly sealed: string;
  };
  /** `sealed` is the base64 of an age file, of the JSON of `Traits`, padded so that its length tells nothing. */
  'statistics.sealed': { readonly consultationId: string; readonly sealed: string };
  idea: Worded & { readonly title: string; readonly topicId: string | null };
  comment: Worded & { readonly targetId: string; readonly targetKind: TargetKind };
  'idea.sealed': Sealed & { readonly topicId: string | null };
  'comment.sealed': Sealed & { readonly targetId: string; readonly targetKind: TargetKind };
  support: {
    readonly consultationId: string;
    readonly targetId: string;
    readonly targetKind: TargetKind;
  };
  /**
   * Whoever has the slip takes a contribution back; null for all of them, first name and contact details too. A withdrawal
   * always wins. The header names the kiosk's visitor, not the author.
   */
  'contribution.withdrawn': { readonly codeDigest: string; readonly contributionId: string | null };
  /**
   * Whoever has the slip says it in other words. `replaces` names the record whose words were before the person: the
   * contribution's own or an earlier correction's. The header names no participant.
   */
  'contribution.corrected': Omit<Worded, 'consultationId'> & {
    readonly codeDigest: string;
    readonly contributionId: string;
    readonly replaces: string;
    /** Null for a comment. */
    readonly title: string | null;
  };
  /**
   * A facilitator took a session's publishable words along in a file. The header names no session: a closed one is proved with its
   * records and stays as it was.
   */
  'session.exported': {
    readonly sessionId: string;
    readonly facilitatorId: string;
    readonly fileName: string;
    readonly format: SessionFileFormat;
    readonly rows: number;
    /** Contributions of the session that are not in it. */
    readonly leftOut: number;
    readonly bytes: number;
    /** Of the file, in hexadecimal. */
    readonly sha256: string;
    readonly columns: readonly string[];
  };
  /** The digest of the slip's code; the code itself is stored nowhere. */
  'receipt.issued': { readonly codeDigest: string };
  /** What follows from the secret on the slip, so that the service can leave its owner a copy that nobody else opens. */
  'slip.keyed': {
    readonly consultationId: string;
    /** A UUID, under which the feed has the copy. */
    readonly lookUp: string;
    /** Of the age format. */
    readonly recipient: string;
  };
  /**
   * Whoever was welcomed before, maybe at another kiosk, goes on by the QR code of their slip, under the same pseudonym. The
   * one consent is to publishing: what the slip says of it, before the wording, or an answer to another wording.
   */
  'participant.resumed': { readonly language: string; readonly consents: readonly Consent[] };
  'participant.left': Record<string, never>;
  /** Who had left by mistake is helped on, under the same pseudonym. */
  'participant.returned': Record<string, never>;
  /** `records` counts the session's earlier records, of which `head` is the last. */
  'session.closed': {
    readonly participants: number;
    readonly ideas: number;
    readonly comments: number;
    readonly supports: number;
    readonly records: number;
    readonly head: { readonly seq: number; readonly hash: string };
  };
};

export type RecordKind = keyof RecordPayloads;
export type Payload<K extends RecordKind = RecordKind> = RecordPayloads[K];

/** Why the service kept a record in quarantine, where staff decide. */
export const QUARANTINE_RULES = [
  'header-invalid', // no header that fits the schema
  'header-not-canonical',
  'chain-foreign', // the chain belongs to another device
  'payload-altered', // the body does not have the digest that the header names
  'payload-invalid', // the payload does not fit the schema of its kind
  'kind-unknown', // made by a newer kiosk
  'id-conflict', // the id is taken by a record with other content
  'seq-conflict', // the place in the chain is taken by another record: a fork
  'consultation-unknown',
  'action-not-allowed', // the consultation does not take what it is: staff decide
  'after-revocation', // its kiosk was shut out before it came: staff decide
] as const;
export type QuarantineRule = (typeof QUARANTINE_RULES)[number];
