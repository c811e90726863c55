import { createPinia } from 'pinia';
import { createApp } from 'vue';
import type { App } from 'vue';
import { clientKey } from '../composables/client-key.ts';
import { useToast } from '../composables/use-toast.ts';
import { useConnectionStore } from '../stores/connection.ts';
import { usePreferencesStore } from '../stores/preferences.ts';
import type { WorkbenchConnection } from './connection.ts';
import { createWorkbenchRouter } from './router.ts';
import WorkbenchApp from './WorkbenchApp.vue';

/** Shows the workbench that a connection leads to in an element of the page. */
export function startWorkbench(connection: WorkbenchConnection, element: string | Element): App {
  const app = createApp(WorkbenchApp);
  const toast = useToast();
  app.config.errorHandler = (error) => {
    console.error(error);
    toast({ title: 'Part of the interface failed', text: error instanceof Error ? error.message : String(error) });
  };
  app.use(createPinia());
  app.use(createWorkbenchRouter());
  app.provide(clientKey, connection.client);
  // The theme has to be in force before anything is drawn
  usePreferencesStore();
  useConnectionStore().follow(connection);
  app.mount(element);
  return app;
}
