import { readInterfaceFile } from '../server/interface-files.ts';
import { contentSecurityPolicy } from '../server/security-headers.ts';
import { isInterface } from './trusted-pages.ts';

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy(),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Answers `app://workbench/...` with the files of the built interface, and nothing that lies outside it.
 *
 * @param folder of the built interface
 */
export function answerInterface(folder: string): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    if (!isInterface(url)) return refusal(404, 'There is no such host.');
    if (method !== 'GET') return refusal(405, 'Files are only read.');
    const file = await readInterfaceFile(folder, new URL(url).pathname);
    if (file === undefined) return refusal(404, 'There is no such file.');
    return new Response(new Uint8Array(file.bytes), { headers: { ...securityHeaders, 'content-type': file.type } });
  };
}

function refusal(status: number, reason: string): Response {
  return new Response(reason, { status, headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' } });
}
