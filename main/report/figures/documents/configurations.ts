import { methodLook, variantLook, type MethodLook } from '../looks.ts';

/** A configuration of a method, by its method's name in a specification and its own label. */
export interface Configuration {
  readonly method: string;
  readonly label: string;
}

export type ConfigurationLook = MethodLook & { readonly filled: boolean };

/** Each configuration once, in the order of the methods' first appearance. */
export function configurationsOf<Item extends Configuration>(items: readonly Item[]): readonly Configuration[] {
  const byMethod = Map.groupBy(items, ({ method }) => method);
  return [...byMethod].flatMap(([method, own]) =>
    [...new Set(own.map(({ label }) => label))].map((label) => ({ method, label })),
  );
}

/** A method that is there once has its own look, several configurations of one have shades of it. */
export function configurationLooks(
  configurations: readonly Configuration[],
): (item: Configuration) => ConfigurationLook {
  const byMethod = Map.groupBy(configurations, ({ method }) => method);
  return ({ method, label }) => {
    const own = byMethod.get(method) ?? [];
    const index = own.findIndex((each) => each.label === label);
    return index < 0 ? { ...methodLook(method), filled: true } : variantLook(method, index, own.length);
  };
}

/** More lines than this in one frame are shown a frame for each method. */
const mostTogether = 6;

/** Configurations that are shown in one frame: all, or those of one method where there are many. */
export function framesOf<Item extends Configuration>(
  items: readonly Item[],
): readonly { readonly title?: string; readonly items: readonly Item[] }[] {
  if (configurationsOf(items).length <= mostTogether) return [{ items }];
  return [...Map.groupBy(items, ({ method }) => method)].map(([method, own]) => ({
    title: methodLook(method).title,
    items: own,
  }));
}

/** `multiplicative: SAFT`, of which a part may be absent. */
export function panelTitle(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined && part !== '');
  return given.length === 0 ? undefined : given.join(': ');
}
