import { isInterface } from './trusted-pages.ts';

/** Copying tables. Everything else a page can ask for is refused. */
const granted = new Set(['clipboard-sanitized-write']);

/** What of a session is used here. */
export interface PermissionSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (isGranted: boolean) => void,
      details: { readonly requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(handler: null): void;
}

/** Refuses cameras, notifications, devices and whatever else there is or will be; a list of what is allowed, not of what is not. */
export function refusePermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(granted.has(permission) && isInterface(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.has(permission) && isInterface(origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}
