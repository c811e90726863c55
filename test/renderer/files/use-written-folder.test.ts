import { expect, test } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import type { FolderListing } from '../../../renderer/files/use-folder-walk.ts';
import { useWrittenFolder } from '../../../renderer/files/use-written-folder.ts';

const listingOf = (folder: string): FolderListing => ({ folder, entries: [] });

function field() {
  const listing = shallowRef<FolderListing>();
  const scope = effectScope();
  const { written, leave } = scope.run(() => useWrittenFolder(() => listing.value))!;
  return { listing, written, leave };
}

test('the field is what is listed', () => {
  const { listing, written } = field();
  expect(written.value).toBe('');
  listing.value = listingOf('/papers/ada');
  expect(written.value).toBe('/papers/ada');
  listing.value = listingOf('/papers');
  expect(written.value).toBe('/papers');
});

test('a listing that arrives while somebody writes leaves what they wrote alone', () => {
  const { listing, written } = field();
  written.value = '/data/fig';
  listing.value = listingOf('/papers/ada');
  expect(written.value).toBe('/data/fig');
  written.value += 'ures';
  listing.value = listingOf('/papers/ada');
  expect(written.value).toBe('/data/figures');
  written.value = '';
  expect(written.value).toBe('');
});

test('where one goes stands there when one is there, unless more was written meanwhile', () => {
  const { listing, written, leave } = field();
  listing.value = listingOf('/papers/ada');
  written.value = '/data/';
  leave();
  expect(written.value).toBe('/data/');
  listing.value = listingOf('/data');
  expect(written.value).toBe('/data');

  written.value = '/data/a';
  leave();
  written.value = '/data/ab';
  listing.value = listingOf('/data/a');
  expect(written.value).toBe('/data/ab');
});
