import { nextTick } from 'vue';
import { documentTitle } from '../composables/document-title.ts';
import { createRouter, createWebHashHistory } from 'vue-router';
import type { RouteLocationNormalized, Router, RouteRecordRaw } from 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** Of the document until the page says more */
    readonly title: string;
    /** Place of the navigation rail it belongs to */
    readonly section: string;
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/studies' },
  {
    path: '/studies',
    name: 'studies',
    component: () => import('../views/studies/StudiesView.vue'),
    meta: { title: 'Studies', section: 'studies' },
  },
  {
    path: '/new/:draft?',
    name: 'new-study',
    component: () => import('../views/new-study/NewStudyView.vue'),
    meta: { title: 'New study', section: 'new-study' },
  },
  {
    path: '/live/:run?',
    name: 'live',
    component: () => import('../views/live/LiveView.vue'),
    meta: { title: 'Live', section: 'live' },
  },
  {
    path: '/sensitivity/:study?',
    name: 'sensitivity',
    component: () => import('../views/sensitivity/SensitivityView.vue'),
    meta: { title: 'Sensitivity', section: 'sensitivity' },
  },
  {
    path: '/compare/:study?',
    name: 'compare',
    component: () => import('../views/compare/CompareView.vue'),
    meta: { title: 'Compare', section: 'compare' },
  },
  {
    path: '/profiles',
    name: 'profiles',
    component: () => import('../views/profiles/ProfilesView.vue'),
    meta: { title: 'Profiles', section: 'profiles' },
  },
  {
    path: '/archive',
    name: 'archive',
    component: () => import('../views/archive/ArchiveView.vue'),
    meta: { title: 'Archive', section: 'archive' },
  },
  {
    path: '/runs/:run',
    name: 'run',
    component: () => import('../views/studies/RunView.vue'),
    meta: { title: 'Run', section: 'studies' },
  },
  { path: '/:rest(.*)*', redirect: '/studies' },
];

/** Pages of the workbench. A navigation to another page moves the focus to its heading. */
export function createWorkbenchRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes });
  router.afterEach(async (to, from, failure) => {
    if (failure !== undefined) return;
    if (to.name === from.name) {
      if (isOtherPage(to, from)) await focusHeading();
      return;
    }
    document.title = documentTitle(to.meta.title);
    const isFirst = from.matched.length === 0;
    if (isFirst) return;
    await focusHeading();
  });
  return router;
}

/** Archives, and runs in them, are pages of their own under one address. */
function isOtherPage(to: RouteLocationNormalized, from: RouteLocationNormalized): boolean {
  return to.name === 'archive' && ['open', 'run'].some((part) => to.query[part] !== from.query[part]);
}

/** So that what follows is read, and Tab goes on, from the top of the page. */
async function focusHeading(): Promise<void> {
  await nextTick();
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  heading?.focus({ preventScroll: true });
  document.querySelector('main')?.scrollTo({ top: 0 });
}
