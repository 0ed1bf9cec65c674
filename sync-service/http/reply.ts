/** How every list of routes reads what was given and answers: problems with their status, files as downloads. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Outcome, type Problem, problem, success } from '../../common/problems.ts';
import type { Download } from '../services/export-runs.ts';
import { statusOf } from './problem-status.ts';

export function refuse(reply: FastifyReply, refused: Problem): FastifyReply {
  if (refused.retryAfterSeconds !== undefined) reply.header('retry-after', refused.retryAfterSeconds);
  return reply.code(statusOf(refused.problem)).send(refused);
}

/** Path and query as one object. */
export const asked = (request: FastifyRequest): Record<string, unknown> => ({
  ...(request.query as Record<string, unknown>),
  ...(request.params as Record<string, unknown>),
});

/** Problem `input-invalid` with the field at fault. */
export function parsed<T extends z.ZodType>(schema: T, given: unknown): Outcome<z.output<T>> {
  const { success: fits, data, error } = schema.safeParse(given);
  if (fits) return success(data);
  const issue = error.issues[0];
  const field = [...(issue?.path ?? [])].join('.') || unknownKey(issue);
  return problem('input-invalid', field === '' ? {} : { field });
}

const unknownKey = (issue: { code?: string; keys?: readonly string[] } | undefined): string =>
  issue?.code === 'unrecognized_keys' ? (issue.keys?.[0] ?? '') : '';

export const isDownload = (value: object): value is Download => 'stream' in value;

export function sendFile(reply: FastifyReply, { id, total, fileName, type, stream }: Download): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('perron-export', id)
    .header('perron-rows', total)
    .send(stream);
}
