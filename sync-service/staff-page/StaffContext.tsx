/** Who is signed in and how to ask the service, for every screen. */
import { createContext, useContext } from 'react';
import type { StaffOutput } from '../../common/contract/staff-api.ts';
import type { StaffApi } from './api.ts';
import type { LiveLine } from './live-line.ts';

export type Account = StaffOutput<'me'>;

export type Staff = {
  readonly api: StaffApi;
  readonly account: Account;
  readonly line: LiveLine;
  /** After the service has ended the session. */
  signedOut(): void;
};

export const StaffContext = createContext<Staff | null>(null);

export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (staff === null) throw new Error('this part needs a signed-in person');
  return staff;
}
