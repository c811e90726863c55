/** As windows and tabs show it. */
export const documentTitle = (title: string): string => `${title} · Noisefloor`;
