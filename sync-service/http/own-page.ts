/** What tells the staff page's own requests from others, over HTTP and over Socket.IO alike. */
import type { IncomingHttpHeaders } from 'node:http';

/** A `__Host-` cookie is taken over https alone. */
export const staffCookie = (secure: boolean): string => (secure ? '__Host-perron-staff' : 'perron-staff');

/** The cookie is SameSite=Strict already; this also keeps out a page on another port of the same host. */
export const isOwnPage = ({ origin, host }: IncomingHttpHeaders): boolean =>
  origin !== undefined && URL.parse(origin)?.host === host;
