import { slug } from '../report/tables/slug.ts';

/** A name for a file, from what somebody called a study: `saft-table-1-resnet-20`. */
export const fileStem = (name: string): string => slug(name) || 'study';
