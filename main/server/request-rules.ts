import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is not let in; undefined when it is.
 *
 * The host has to be a name of this machine's loopback: a foreign name that was made to resolve here (DNS rebinding) says
 * itself in `Host`. Its port may be another than ours, as it is behind an ssh tunnel. The origin, where a browser says one,
 * has to be the very address the page came from.
 *
 * @param mustHaveOrigin of requests that change something and of sockets, where browsers always say it
 */
export function refusal(
  { host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>,
  mustHaveOrigin: boolean,
): string | undefined {
  if (host === undefined || !/^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i.test(host)) {
    return 'This server answers only to 127.0.0.1 and localhost.';
  }
  if (origin === undefined) return mustHaveOrigin ? 'A request of this kind needs an Origin.' : undefined;
  return origin.toLowerCase() === `http://${host.toLowerCase()}` ? undefined : 'The request comes from another origin.';
}
