import './app/prepare-zod.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import './app/tokens.css';
import './app/base.css';
import './app/controls.css';
import { startWorkbench } from './app/start-workbench.ts';
import { createWorkbenchClient } from './client/connect.ts';

startWorkbench(createWorkbenchClient(), '#app');
