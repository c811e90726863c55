import type { CustomScheme } from 'electron';

/** Has to be registered before the application is ready. */
export const interfaceScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};
