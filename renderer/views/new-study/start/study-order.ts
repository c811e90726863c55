/** The quickstart before the others, which keep their order. */
export function quickstartFirst<Study extends { readonly file: string }>(studies: readonly Study[]): readonly Study[] {
  return studies.toSorted(
    (first, second) => Number(second.file === 'quickstart') - Number(first.file === 'quickstart'),
  );
}
