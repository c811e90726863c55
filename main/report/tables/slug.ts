/** Words of a name as part of a file name or a label: ASCII letters and digits, joined by hyphens; at most 40. */
export function slug(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return ascii
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
}

/** Slugs that differ, where need be by their place in the list. */
export function slugs(names: readonly string[]): readonly string[] {
  const plain = names.map(slug);
  return plain.map((each, index) =>
    each !== '' && plain.indexOf(each) === index && plain.lastIndexOf(each) === index
      ? each
      : `${each || 'profile'}-${index + 1}`,
  );
}
