import { expect, test } from 'vitest';
import { clockText, momentText } from '../../../renderer/components/moment-text.ts';

test('a moment is told where the reader is', () => {
  const at = new Date(2026, 10, 20, 0, 2, 46).toISOString();
  expect(clockText(at)).toMatch(/^00?:02:46/);
  expect(momentText(at)).toContain('2026');
  expect(momentText(at)).toContain('02:46');
});

test('what is no moment stays as it is', () => {
  expect(clockText('some time')).toBe('some time');
  expect(momentText('')).toBe('');
});
