/**
 * How far labels that stand at these heights have to be moved so that none covers another: they keep their order and stay as
 * near as they can. Groups that touch move together about their middle.
 *
 * @param heights pixels; one that is not finite stays where it is
 * @param gap between neighbouring labels
 * @returns an offset for each, pixels
 */
export function spreadOffsets(heights: readonly number[], gap: number): readonly number[] {
  const order = heights
    .map((height, index) => ({ height, index }))
    .filter(({ height }) => Number.isFinite(height))
    .toSorted((first, second) => first.height - second.height);
  let groups = order.map((each) => ({ members: [each], top: each.height }));
  for (let moved = true; moved;) {
    moved = false;
    const merged: typeof groups = [];
    for (const group of groups) {
      const last = merged.at(-1);
      if (last !== undefined && last.top + last.members.length * gap > group.top) {
        merged[merged.length - 1] = together([...last.members, ...group.members], gap);
        moved = true;
      } else merged.push(group);
    }
    groups = merged;
  }
  const offsets = heights.map(() => 0);
  for (const { members, top } of groups) {
    members.forEach(({ height, index }, place) => (offsets[index] = top + place * gap - height));
  }
  return offsets;
}

function together(members: readonly { readonly height: number; readonly index: number }[], gap: number) {
  const middle = members.reduce((sum, { height }) => sum + height, 0) / members.length;
  return { members: [...members], top: middle - ((members.length - 1) * gap) / 2 };
}
