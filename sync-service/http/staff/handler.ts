/** What a handler of the staff page's routes is given and answers. */
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffOutput, StaffParsed, StaffRoute } from '../../../common/contract/staff-api.ts';
import type { Outcome } from '../../../common/problems.ts';
import type { StaffAccount } from '../../store/staff.ts';

export type Context<R extends StaffRoute> = {
  readonly input: StaffParsed<R>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The empty account for `signIn`. */
  readonly account: StaffAccount;
  readonly token: string;
};
export type Download = {
  readonly fileName: string;
  readonly type: 'text/csv; charset=utf-8; header=present' | 'application/x-ndjson; charset=utf-8';
  readonly stream: Readable;
};
export type Answer<R extends StaffRoute> = Outcome<
  R extends 'exportSession' | 'exportContributions' ? Download : StaffOutput<R>
>;
export type HandlersOf<R extends StaffRoute> = {
  readonly [K in R]: (context: Context<K>) => Promise<Answer<K>>;
};
