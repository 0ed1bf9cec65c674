/** What the records' values are called on this page. */
import type { ApiScope } from '../../../common/contract/api-scopes.ts';
import type { EventDocument } from '../../../common/contract/feed.ts';
import type { StaffContribution } from '../../../common/contract/staff/sessions.ts';
import type { StaffRole } from '../../../common/contract/staff-roles.ts';
import type { Authorship } from '../../../common/domain/records.ts';

export const KIND: { readonly [K in StaffContribution['kind']]: string } = {
  idea: 'staff:kind.idea',
  comment: 'staff:kind.comment',
  support: 'staff:kind.support',
};
export const STATE: { readonly [S in StaffContribution['state']]: string } = {
  published: 'staff:state.published',
  held: 'staff:state.held',
  refused: 'staff:state.refused',
  withdrawn: 'staff:state.withdrawn',
};
export const AUTHORSHIP: { readonly [A in Authorship]: string } = {
  verbatim: 'staff:authorship.verbatim',
  summarised: 'staff:authorship.summarised',
  interpreted: 'staff:authorship.interpreted',
  group: 'staff:authorship.group',
};
export const isAuthorship = (value: string): value is Authorship => Object.hasOwn(AUTHORSHIP, value);

export const EVENT_KIND: { readonly [K in EventDocument['kind']]: string } = {
  talk: 'city:kind.talk',
  workshop: 'city:kind.workshop',
  meeting: 'city:kind.meeting',
};

export const ROLE: { readonly [R in StaffRole]: string } = {
  administrator: 'staff:role.administrator',
  moderator: 'staff:role.moderator',
  exporter: 'staff:role.exporter',
  reader: 'staff:role.reader',
};

export const SCOPE: { readonly [S in ApiScope]: string } = {
  published: 'api:scope.published',
  moderation: 'api:scope.moderation',
  administration: 'api:scope.administration',
  export: 'api:scope.export',
};
