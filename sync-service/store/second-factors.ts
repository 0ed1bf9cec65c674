/** The second step of signing in, for the accounts that set one up. */
import type { AuditEntry } from './staff.ts';

export type SecondFactor = {
  /** Opened only by the service's key, which is in no database. */
  readonly sealedKey: string;
  readonly codesLeft: number;
};

export type SecondFactorStore = {
  find(accountId: string): Promise<SecondFactor | null>;
  /** Accounts that have one. */
  accountIds(): Promise<ReadonlySet<string>>;
  /** Together with its line in the log. False where there is one already. */
  add(
    factor: {
      readonly accountId: string;
      readonly sealedKey: string;
      /** The time step of the code that it was set up with: used, like every one before it. */
      readonly step: number;
      readonly codeDigests: readonly string[];
      readonly at: number;
    },
    logged: AuditEntry,
  ): Promise<boolean>;
  /** False for a time step that is not later than the last one used, also when two ask at once. */
  spendStep(spent: { readonly accountId: string; readonly step: number }): Promise<boolean>;
  /** False for a code that is unknown or was used, also when two ask at once. */
  spendCode(spent: { readonly accountId: string; readonly digest: string }): Promise<boolean>;
  /** Together with its line in the log. False where there is none. */
  remove(accountId: string, logged?: AuditEntry): Promise<boolean>;
};
