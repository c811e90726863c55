import { Activity, Archive, ChartBarBig, ChartScatter, Cpu, FlaskConical, SquarePlus } from '@lucide/vue';
import type { Component } from 'vue';

export interface Section {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly icon: Component;
  /** Pressed after one another */
  readonly keys: string;
}

/** The places of the navigation rail, in its order. */
export const sections: readonly Section[] = [
  { name: 'studies', title: 'Studies', path: '/studies', icon: FlaskConical, keys: 'g s' },
  { name: 'new-study', title: 'New study', path: '/new', icon: SquarePlus, keys: 'g n' },
  { name: 'live', title: 'Live', path: '/live', icon: Activity, keys: 'g l' },
  { name: 'sensitivity', title: 'Sensitivity', path: '/sensitivity', icon: ChartBarBig, keys: 'g e' },
  { name: 'compare', title: 'Compare', path: '/compare', icon: ChartScatter, keys: 'g c' },
  { name: 'profiles', title: 'Profiles', path: '/profiles', icon: Cpu, keys: 'g p' },
  { name: 'archive', title: 'Archive', path: '/archive', icon: Archive, keys: 'g a' },
];
