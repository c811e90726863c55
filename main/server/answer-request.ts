import type { IncomingMessage, ServerResponse } from 'node:http';
import { LabError, serializeError } from '../contract/errors.ts';
import { readInterfaceFile } from './interface-files.ts';
import { refusal } from './request-rules.ts';
import { securityHeaders } from './security-headers.ts';
import type { SessionGate } from './session-gate.ts';

export interface AnswerContext {
  readonly gate: SessionGate;
  readonly interfaceFolder: string;
  /** A token was exchanged for a cookie */
  onEntered(): void;
}

const sessionBytes = 1024;

/**
 * `GET /…` files of the interface, `POST /session` exchanges a token for a cookie, `GET /session` tells whether there is one.
 */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: AnswerContext,
): Promise<void> {
  const { method = '', headers } = request;
  const refused = refusal(headers, method === 'POST');
  if (refused !== undefined) return refuse(response, 403, refused);
  for (const [name, value] of Object.entries(securityHeaders(headers.host!))) response.setHeader(name, value);
  const path = request.url!.split('?')[0]!;
  if (path === '/session') return answerSession(request, response, context);
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, 405, `${method} is not answered here.`);
  }
  const file = await readInterfaceFile(context.interfaceFolder, path);
  if (file === undefined) return refuse(response, 404, 'There is no such file.');
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.bytes.length,
    'cache-control': file.cacheControl,
  });
  response.end(method === 'HEAD' ? undefined : file.bytes);
}

async function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  { gate, onEntered }: AnswerContext,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (request.method === 'GET') {
    if (!gate.isInside(request.headers.cookie)) return refuse(response, 403, 'There is no session.');
    return void response.writeHead(204).end();
  }
  if (request.method !== 'POST') {
    response.setHeader('allow', 'GET, POST');
    return refuse(response, 405, `${request.method} is not answered here.`);
  }
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return refuse(response, 415, 'A token comes as JSON.');
  }
  const cookie = gate.enter(tokenOf(await textOf(request)));
  if (cookie === undefined) return refuse(response, 403, 'The token is wrong or was used before.');
  response.writeHead(204, { 'set-cookie': cookie }).end();
  onEntered();
}

/** At most so much as a token takes. */
async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > sessionBytes) return '';
  }
  return text;
}

function tokenOf(text: string): string {
  try {
    const { token } = JSON.parse(text) as { readonly token?: unknown };
    return typeof token === 'string' ? token : '';
  } catch {
    return '';
  }
}

function refuse(response: ServerResponse, status: number, cause: string): void {
  const error = new LabError('invalid-message', cause, 'Open the address that the workbench printed last.');
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: serializeError(error) }));
}
