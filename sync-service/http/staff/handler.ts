/** What a handler of the staff page's routes is given and answers. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffOutput, StaffParsed, StaffRoute } from '../../../common/contract/staff-api.ts';
import type { Outcome } from '../../../common/problems.ts';
import type { Download } from '../../services/export-runs.ts';
import type { StaffAccount } from '../../store/staff.ts';

export type Context<R extends StaffRoute> = {
  readonly input: StaffParsed<R>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** `NOBODY` for `signIn`. */
  readonly account: StaffAccount;
  readonly token: string;
};
export type Answer<R extends StaffRoute> = Outcome<
  R extends 'exportSession' | 'exportContributions' | 'exportForPlatform' ? Download : StaffOutput<R>
>;
export type HandlersOf<R extends StaffRoute> = {
  readonly [K in R]: (context: Context<K>) => Promise<Answer<K>>;
};

/** Where nobody is signed in. */
export const NOBODY: StaffAccount = { id: '', name: '', role: 'reader', passwordHash: '', closed: false };
