/** People who left a way to reach them, what the city has said to them since, and who told them. */
import type { ContactWay } from '../../common/domain/consents.ts';
import type { Searched } from './search.ts';

export type PersonToTell = {
  readonly participantId: string;
  readonly preference: ContactWay;
  readonly language: string;
  readonly kioskName: string;
  readonly place: string;
  /** The last answer to what the person contributed to, or refusal of it. */
  readonly newsAt: number;
  /** Null for who was not told of it yet. */
  readonly told: { readonly at: number; readonly by: string } | null;
};

/** A place in the order by place, preference and participant. */
export type FeedbackPlace = Pick<PersonToTell, 'place' | 'preference' | 'participantId'>;

export type FeedbackStore = {
  /** Only people for whom there is news; those to tell, or those who were told. */
  page(request: {
    readonly told: boolean;
    readonly after: FeedbackPlace | null;
    /** Of the kiosk's name and place. */
    readonly words: Searched['words'];
    readonly limit: number;
  }): Promise<readonly PersonToTell[]>;
  /** How many are to be told, and how many left a way to reach them. */
  counts(): Promise<{ readonly toTell: number; readonly reachable: number }>;
  /** What was sealed, together with a line in the audit log. Unknown ids are left out. */
  contacts(request: {
    readonly participantIds: readonly string[];
    readonly at: number;
    readonly accountId: string;
  }): Promise<readonly { readonly participantId: string; readonly sealed: string }[]>;
  /**
   * `through` is the news that the person was told, 0 to take it back; together with a line in the audit log. False where
   * nobody of this id can be reached.
   */
  tell(request: {
    readonly participantId: string;
    readonly through: number;
    readonly at: number;
    readonly accountId: string;
  }): Promise<boolean>;
};

/** As rows have them. */
export type PersonRow = Omit<PersonToTell, 'told'> & {
  toldThrough: number;
  toldAt: number | null;
  toldBy: string | null;
};

export const personOf = ({ toldThrough, toldAt, toldBy, ...row }: PersonRow): PersonToTell => ({
  ...row,
  told: toldThrough >= row.newsAt && toldAt !== null && toldBy !== null ? { at: toldAt, by: toldBy } : null,
});
