/** Which pseudonymous person a slip's code stands for. Codes are known by their digests only. */

export type ReceiptStore = {
  participant(codeDigest: string): Promise<string | null>;
};
