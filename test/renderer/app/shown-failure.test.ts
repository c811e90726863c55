import { expect, test } from 'vitest';
import { isOfShowing } from '../../../renderer/app/shown-failure.ts';

const built = (code: string | number): string => `https://vuejs.org/error-reference/#runtime-${code}`;

test.each([
  'render function',
  'setup function',
  'mounted hook',
  'component update',
  built(0),
  built(1),
  built(15),
  built('m'),
])('%s is of showing a page', (info) => expect(isOfShowing(info)).toBe(true));

test.each(['native event handler', 'watcher callback', 'unmounted hook', built(3), built(5), built(6), built('um')])(
  '%s leaves the page as it stands',
  (info) => expect(isOfShowing(info)).toBe(false),
);
