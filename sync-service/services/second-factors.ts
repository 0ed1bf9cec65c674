/**
 * The second step of signing in: codes of RFC 6238 (TOTP: SHA-1, six digits, 30 seconds), and recovery codes for whoever has
 * lost the phone. Each code is good once.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { RECEIPT_ALPHABET } from '../../common/domain/receipt-code.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { StaffAccount } from '../store/staff.ts';
import type { Store } from '../store/store.ts';
import { derivedSecret, type Identity } from './identity.ts';
import { createRateLimit } from './rate-limit.ts';

const ISSUER = 'Perron';
/** RFC 4226 recommends 160 bits. */
const KEY_BYTES = 20;
const STEP_SECONDS = 30;
/** Steps by which a phone's clock may differ, as RFC 6238 recommends. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** 77 bits. */
const RECOVERY_CODE_LENGTH = 16;
/** Of one account, from wherever: with three good codes of a million at a time, guessing is hopeless. */
const TRIES = 5;
const TRIES_WINDOW_MS = 10 * 60_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type SecondFactors = ReturnType<typeof secondFactors>;

const totpOf = (key: Secret, label = ''): TOTP =>
  new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret: key });

const makeRecoveryCode = (): string =>
  Array.from({ length: RECOVERY_CODE_LENGTH }, () => RECEIPT_ALPHABET[randomInt(RECEIPT_ALPHABET.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** As people type it: case, spaces and hyphens are free. */
const plain = (code: string): string => code.toUpperCase().replace(/[\s\p{Pd}]/gu, '');

export function secondFactors({
  store,
  identity,
  now,
}: {
  readonly store: Store;
  readonly identity: Pick<Identity, 'sign'>;
  readonly now: () => number;
}) {
  const wrong = createRateLimit({
    store,
    limit: 'second-factor',
    tries: TRIES,
    windowMs: TRIES_WINDOW_MS,
    now,
  });

  const sealingKey = (accountId: string): Buffer =>
    derivedSecret(identity, {
      statement: `perron-second-factor-1\n${accountId}`,
      use: 'aes-256-gcm',
      bytes: 32,
    });

  const seal = (accountId: string, key: Secret): string => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealingKey(accountId), nonce);
    const sealed = Buffer.concat([cipher.update(Buffer.from(key.buffer)), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  };
  const open = (accountId: string, text: string): Secret => {
    const bytes = Buffer.from(text, 'base64url');
    const cipher = createDecipheriv('aes-256-gcm', sealingKey(accountId), bytes.subarray(0, NONCE_BYTES));
    cipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const key = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]);
    return new Secret({ buffer: new Uint8Array(key).buffer });
  };

  const codeDigest = (accountId: string, code: string): string =>
    sha256(`perron-recovery-1\n${accountId}\n${plain(code)}`);

  /** The time step of a code, null for a wrong one. */
  const stepOf = (key: Secret, code: string): number | null => {
    const timestamp = now();
    const delta = totpOf(key).validate({ token: plain(code), timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1_000 / STEP_SECONDS) + delta;
  };

  /** Counted before the check: tries that come at once are all counted. */
  const limited = async (
    accountId: string,
    isRight: () => Promise<boolean>,
  ): Promise<Outcome<Record<string, never>>> => {
    const retryAfterSeconds = await wrong.take(accountId);
    if (retryAfterSeconds > 0) return problem('rate-limited', { retryAfterSeconds });
    if (!(await isRight())) return problem('second-factor-wrong', { field: 'code' });
    await wrong.clear(accountId);
    return success({});
  };

  const spend = async (accountId: string, sealedKey: string, code: string): Promise<boolean> => {
    const step = stepOf(open(accountId, sealedKey), code);
    if (step !== null) return store.secondFactors.spendStep({ accountId, step });
    return store.secondFactors.spendCode({ accountId, digest: codeDigest(accountId, code) });
  };

  /**
   * Where the account has one, a code must be there and is used up. Problems: `second-factor-missing`,
   * `second-factor-wrong`, `rate-limited`.
   */
  const pass = async ({
    accountId,
    code,
  }: {
    readonly accountId: string;
    readonly code: string | undefined;
  }): Promise<Outcome<Record<string, never>>> => {
    const present = await store.secondFactors.find(accountId);
    if (present === null) return success({});
    if (code === undefined) return problem('second-factor-missing', { field: 'code' });
    return limited(accountId, () => spend(accountId, present.sealedKey, code));
  };

  return {
    /** Of an account without one: a key that was made just now and is kept nowhere. */
    async show({ id, name }: StaffAccount) {
      const present = await store.secondFactors.find(id);
      if (present !== null) return { set: true, codesLeft: present.codesLeft } as const;
      const key = new Secret({ size: KEY_BYTES });
      return { set: false, key: key.base32, address: totpOf(key, name).toString() } as const;
    },

    /** Answers the recovery codes, once. Problems: `second-factor-present`, `second-factor-wrong`, `rate-limited`. */
    async set({
      account: { id: accountId, name },
      key,
      code,
    }: {
      readonly account: StaffAccount;
      readonly key: string;
      readonly code: string;
    }): Promise<Outcome<{ codes: string[] }>> {
      const secret = Secret.fromBase32(key);
      let step: number | null = null;
      const right = await limited(accountId, async () => {
        step = stepOf(secret, code);
        return step !== null;
      });
      if (!right.ok) return right;
      if (step === null) throw new Error('a right code has a time step');
      const codes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
      const at = now();
      const added = await store.secondFactors.add(
        {
          accountId,
          sealedKey: seal(accountId, secret),
          step,
          codeDigests: codes.map((one) => codeDigest(accountId, one)),
          at,
        },
        { at, accountId, action: 'staff.second-factor-set', subject: name, detail: '' },
      );
      return added ? success({ codes }) : problem('second-factor-present');
    },

    pass,

    /** By its owner, with a code. Problems: those of `pass`, `not-found`. */
    async remove({
      account: { id: accountId, name },
      code,
    }: {
      readonly account: StaffAccount;
      readonly code: string;
    }): Promise<Outcome<Record<string, never>>> {
      const passed = await pass({ accountId, code });
      if (!passed.ok) return passed;
      const logged = {
        at: now(),
        accountId,
        action: 'staff.second-factor-removed',
        subject: name,
        detail: '',
      };
      return (await store.secondFactors.remove(accountId, logged)) ? success({}) : problem('not-found');
    },
  };
}
