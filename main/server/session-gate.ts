import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Lets in who has the token of the printed address, and afterwards who has the cookie it was exchanged for. */
export interface SessionGate {
  /** Of the next address to open; another one as soon as it has been used */
  readonly token: string;
  /** @returns the value of `Set-Cookie`; undefined for a wrong or used token */
  enter(token: string): string | undefined;
  /** @param cookies header of a request */
  isInside(cookies: string | undefined): boolean;
}

/** @param port cookies are shared by all ports of a host, so its name has ours in it */
export function createSessionGate(port: number): SessionGate {
  const cookieName = `noisefloor-${port}`;
  const sessions: Buffer[] = [];
  let token = secret();
  return {
    get token() {
      return token;
    },
    enter(given) {
      if (!timingSafeEqual(digest(given), digest(token))) return undefined;
      token = secret();
      const session = secret();
      sessions.push(digest(session));
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isInside(cookies = '') {
      const prefix = `${cookieName}=`;
      return cookies
        .split(/; */)
        .filter((cookie) => cookie.startsWith(prefix))
        .map((cookie) => digest(cookie.slice(prefix.length)))
        .some((given) => sessions.some((session) => timingSafeEqual(given, session)));
    },
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Of equal length whatever was given, and it tells nothing about how much of it was right. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
