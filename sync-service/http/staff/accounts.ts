/** Signing in and out, the accounts, and the log of what staff did. */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { accountRoutes } from '../../../common/contract/staff/accounts.ts';
import { success } from '../../../common/problems.ts';
import type { AccountAdministration } from '../../services/account-administration.ts';
import type { Activity } from '../../services/activity.ts';
import type { FirstAccount } from '../../services/first-account.ts';
import { SIGN_IN_LIFE_MS, type StaffAccounts } from '../../services/staff-accounts.ts';
import type { HandlersOf } from './handler.ts';

export const accountHandlers = ({
  accounts,
  first,
  administration,
  activity,
  cookie,
}: {
  readonly accounts: StaffAccounts;
  readonly first: FirstAccount;
  readonly administration: AccountAdministration;
  readonly activity: Activity;
  readonly cookie: { readonly name: string; readonly options: CookieSerializeOptions };
}): HandlersOf<keyof typeof accountRoutes> => ({
  checkFirstLink: ({ input }) => first.check(input.token),
  makeFirstAccount: ({ input, request }) => first.make({ ...input, address: request.ip }),
  async signIn({ input, request, reply }) {
    const signedIn = await accounts.signIn({ ...input, address: request.ip });
    if (!signedIn.ok) return signedIn;
    const { token, account } = signedIn.value;
    reply.setCookie(cookie.name, token, { ...cookie.options, maxAge: SIGN_IN_LIFE_MS / 1_000 });
    return success({ name: account.name, role: account.role });
  },
  async signOut({ reply, token, account }) {
    await accounts.signOut({ token, account });
    reply.clearCookie(cookie.name, cookie.options);
    return success({});
  },
  me: async ({ account: { name, role } }) => success({ name, role }),
  changePassword: ({ input, account, request }) =>
    accounts.changePassword({ ...input, account, address: request.ip }),
  showSecondFactor: async ({ account }) => success(await accounts.secondFactor(account)),
  setSecondFactor: ({ input, account, request }) =>
    accounts.setSecondFactor({ ...input, account, address: request.ip }),
  removeOwnSecondFactor: ({ input, account, request }) =>
    accounts.removeSecondFactor({ ...input, account, address: request.ip }),
  listAccounts: async ({ input }) => success(await administration.list(input)),
  addAccount: ({ input, account }) => administration.add({ ...input, administrator: account }),
  setAccountRole: ({ input, account }) => administration.setRole({ ...input, administrator: account }),
  setAccountClosed: ({ input, account }) => administration.setClosed({ ...input, administrator: account }),
  resetPassword: ({ input, account }) => administration.resetPassword({ ...input, administrator: account }),
  removeSecondFactor: ({ input, account }) =>
    administration.removeSecondFactor({ ...input, administrator: account }),
  listAudit: async ({ input }) => success(await activity.list(input)),
});
